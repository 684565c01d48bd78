package org.tunza.create.transaction;

import java.util.Optional;
import java.util.OptionalInt;
import org.tunza.record.Edition;
import org.tunza.record.EntryId;
import org.tunza.record.Write;
import org.tunza.record.index.Criteria;
import org.tunza.resource.patch.Patch;
import org.tunza.resource.tree.ObjectNode;

/**
 * One entry of a transaction that writes, as far as it is known before the commit.
 *
 * @param index its place in the bundle
 * @param fullUrl what other entries call it; empty when they don't
 */
public record TransactionEntry(int index, String fullUrl, Deed deed) {

  /** What the entry does. */
  public sealed interface Deed {

    record Originate(EntryId id, Optional<Criteria> unless, Write.Keys keys, Body body)
        implements Deed {}

    record Amend(
        Write.Target target, OptionalInt expected, Write.Absent absent, Write.Keys keys, Body body)
        implements Deed {}

    record Patched(Write.Target target, OptionalInt expected, Patch patch) implements Deed {}

    /**
     * A deletion.
     *
     * @param told the edition that it had in the store that tells of it
     */
    record Deprecate(Write.Target target, OptionalInt expected, Optional<Edition> told)
        implements Deed {}
  }

  /** A resource as sent; read when it is wanted, and perhaps more than once. */
  @FunctionalInterface
  public interface Body {
    ObjectNode resource();
  }

  /** The order in which entries take effect: deletes, then creates, then the rest. */
  int rank() {
    return switch (deed) {
      case Deed.Deprecate one -> 0;
      case Deed.Originate one -> 1;
      case Deed.Amend one -> 2;
      case Deed.Patched one -> 2;
    };
  }

  /** Where it stands in the bundle, as a FHIRPath. */
  String place() {
    return "Bundle.entry[%d]".formatted(index);
  }
}
