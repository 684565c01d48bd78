package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.INVALID_BUNDLE;
import static org.tunza.record.RefusalCode.TOO_COMPLEX;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.create.transaction.Gist;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.ObjectNode;

/** The entries of a bundle, gathered while it is read. */
final class SentEntries {

  private final EntryBodies bodies;
  private final Sight sight;
  private final int max;
  private final List<BundleEntry> entries = new ArrayList<>();
  private String type = "";
  private @Nullable Refusal unseen;

  /** Sees each resource once, as it passes. */
  @FunctionalInterface
  interface Sight {
    Outcome<Gist> of(ObjectNode resource);
  }

  /**
   * Begins with none.
   *
   * @param bodies where the resources go
   * @param max how many entries there may be
   */
  SentEntries(EntryBodies bodies, Sight sight, int max) {
    this.bodies = bodies;
    this.sight = sight;
    this.max = max;
  }

  int count() {
    return entries.size();
  }

  /** Says what the bundle is for. */
  void type(String code) {
    type = code;
  }

  /**
   * Adds an entry.
   *
   * @param entry without its resource
   * @param length bytes of the resource as sent
   */
  void add(ObjectNode entry, @Nullable ObjectNode resource, long length) throws IOException {
    if (entries.size() == max) {
      throw new Stop(TOO_COMPLEX, "Bundle.entry", "more than %d entries".formatted(max));
    }
    Gist gist = resource == null ? Gist.NONE : gist(resource);
    int body = resource == null ? BundleEntry.NO_BODY : bodies.add(resource, length);
    switch (BundleEntry.of(entries.size(), entry, body, gist)) {
      case Outcome.Done<BundleEntry>(BundleEntry one) -> entries.add(one);
      case Outcome.Refused<BundleEntry>(Refusal refusal) -> throw new Stop(refusal);
    }
  }

  /** The gist of a resource; what is wrong with its links concerns a transaction only. */
  private Gist gist(ObjectNode resource) {
    if (type.equals("batch")) {
      return Gist.NONE;
    }
    return switch (sight.of(resource)) {
      case Outcome.Done<Gist>(Gist gist) -> gist;
      case Outcome.Refused<Gist>(Refusal refusal) -> {
        String text = refusal.faults().getFirst().text();
        String place = BundleEntry.place(entries.size()) + ".resource";
        unseen = unseen == null ? Refusal.of(refusal.code(), place, text) : unseen;
        yield Gist.NONE;
      }
    };
  }

  /** The bundle, when all of it has been read and it is one of requests. */
  Outcome<SentBundle> done(String resourceType) {
    if (!resourceType.equals("Bundle")) {
      return Outcome.refused(RefusalCode.TYPE_MISMATCH, "", "a Bundle is sent to the base");
    }
    if (!type.equals("batch") && !type.equals("transaction")) {
      return Outcome.refused(INVALID_BUNDLE, "Bundle.type", "batch or transaction");
    }
    return unseen != null && type.equals("transaction")
        ? Outcome.refused(unseen)
        : Outcome.done(new SentBundle(type, entries, bodies));
  }

  /** That reading ends here, and why. */
  static final class Stop extends RuntimeException {
    private final transient Refusal refusal;

    Stop(Refusal refusal) {
      super(refusal.code().id(), null, false, false);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }

    Stop(RefusalCode code, String place, String text) {
      this(Refusal.of(code, place, text));
    }
  }
}
