package org.tunza.conformance.search.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.tunza.record.EntryId;

/** What a search parameter finds in a resource. */
public sealed interface Value {

  /** A code, identifier or flag; the system is empty when there is none. */
  record Token(String system, String code) implements Value {}

  /** The words that come with a token. */
  record Label(String text) implements Value {}

  /** An identifier with the type that it says it is of. */
  record TypedIdentifier(String system, String code, String value) implements Value {}

  record Text(String text) implements Value {}

  /** From low, to before high; Instant.MIN and MAX where it is open. */
  record Interval(Instant low, Instant high) implements Value {}

  record Decimal(BigDecimal number) implements Value {}

  /** A quantity as written; what is not there is empty. */
  record Quantity(BigDecimal number, String system, String code, String unit) implements Value {}

  record Uri(String uri) implements Value {}

  /** A reference to an entry of this server. */
  record Reference(EntryId target) implements Value {}

  /** The values of each component on one element. */
  record Group(List<List<Value>> components) implements Value {
    public Group {
      components = components.stream().map(List::copyOf).toList();
    }
  }
}
