package org.tunza.record.search;

import java.math.BigDecimal;
import java.util.List;
import org.tunza.record.EntryId;
import org.tunza.record.index.Indexing.TypeParameter;

/**
 * What an entry must be to be found. Parameters are those that the index keeps; one that is made of
 * others stands here as those. https://hl7.org/fhir/R4/search.html
 */
public sealed interface Condition {

  /** One of them at least; nothing meets an empty one. */
  record AnyOf(List<Condition> of) implements Condition {
    public AnyOf {
      of = List.copyOf(of);
    }
  }

  record Not(Condition of) implements Condition {}

  /** Has one of these ids. */
  record Ids(List<String> ids) implements Condition {
    public Ids {
      ids = List.copyOf(ids);
    }
  }

  /** Was last changed then. */
  record Updated(Interval when) implements Condition {}

  /** Has this code, in this system. */
  record Token(TypeParameter by, Systems systems, String code) implements Condition {}

  /** Has any code of this system. */
  record CodeOf(TypeParameter by, String system) implements Condition {}

  /** Has a code whose text begins so. */
  record CodeText(TypeParameter by, String normal) implements Condition {}

  /** Has this identifier, of this type of identifiers. */
  record TypedIdentifier(TypeParameter by, String system, String code, String value)
      implements Condition {}

  /** Refers to one of these entries. */
  record Reference(TypeParameter by, List<EntryId> targets) implements Condition {
    public Reference {
      targets = List.copyOf(targets);
    }
  }

  record Uri(TypeParameter by, String uri) implements Condition {}

  /** Has a uri that begins with this one. */
  record UriBelow(TypeParameter by, String uri) implements Condition {}

  /** Has a uri with which this one begins. */
  record UriAbove(TypeParameter by, String uri) implements Condition {}

  record Text(TypeParameter by, TextMatch match, String text) implements Condition {}

  record Date(TypeParameter by, Interval when) implements Condition {}

  /** Has a number or quantity in this range, of this unit. */
  record Quantity(TypeParameter by, Unit unit, Range range) implements Condition {}

  /** Has nothing where the parameter looks. */
  record Missing(TypeParameter by) implements Condition {}

  /** Has one element that meets all these, in the order of the composite's components. */
  record Composite(TypeParameter by, List<Condition> components) implements Condition {
    public Composite {
      components = List.copyOf(components);
    }
  }

  /** Refers to an entry that is one of those. */
  record Chain(TypeParameter by, Selection targets) implements Condition {}

  /** Is referred to by an entry that is one of those. */
  record ReferredBy(TypeParameter by, Selection sources) implements Condition {}

  /** Is of one of these types; of a selection of any type. */
  record OfTypes(List<String> types) implements Condition {
    public OfTypes {
      types = List.copyOf(types);
    }
  }

  /** Lies in the chart of this patient. */
  record InChart(EntryId patient) implements Condition {}

  /** Is this entry or refers to it by one of these; where it is a patient, from another chart. */
  record Around(EntryId owner, List<TypeParameter> by) implements Condition {
    public Around {
      by = List.copyOf(by);
    }
  }

  /** Happened then, as far as it says when. */
  record Happened(Interval when) implements Condition {}

  /**
   * Is referred to by one of those, and lies in no other patient's chart than that in which this
   * entry lies.
   */
  record Beside(EntryId entry, List<Selection> of) implements Condition {
    public Beside {
      of = List.copyOf(of);
    }
  }

  /** Which systems a token may have. */
  sealed interface Systems {
    record Any() implements Systems {}

    /** One of these; the empty one means none. */
    record OneOf(List<String> systems) implements Systems {
      public OneOf {
        systems = List.copyOf(systems);
      }
    }

    Systems ANY = new Any();
  }

  /** How a text is compared. */
  enum TextMatch {
    /** Begins so; both in normal form. */
    START,
    /** Has it somewhere; both in normal form. */
    PART,
    /** Is the same, character for character. */
    EXACT
  }

  /** Which unit a quantity may have. */
  sealed interface Unit {
    record AnyUnit() implements Unit {}

    /** This one in which the index keeps it; both empty where there is no unit. */
    record Of(String system, String code) implements Unit {}

    /** This code, or this unit where there is no code, whatever the system. */
    record Code(String code) implements Unit {}

    Unit ANY = new AnyUnit();
  }

  /**
   * An interval of time, and how that of the content lies to it.
   *
   * @param low first microsecond since 1970, UTC
   * @param high first microsecond after it
   */
  record Interval(Relation relation, long low, long high) {}

  /** How the content's interval lies to the one asked for. */
  enum Relation {
    WITHIN,
    NOT_WITHIN,
    ENDS_AFTER,
    BEGINS_BEFORE,
    ENDS_AFTER_OR_WITHIN,
    BEGINS_BEFORE_OR_WITHIN,
    WHOLLY_AFTER,
    WHOLLY_BEFORE,
    OVERLAPS;

    /** Whether a content's interval lies so. */
    public boolean holds(long low, long high, Interval asked) {
      boolean within = low >= asked.low && high <= asked.high;
      return switch (this) {
        case WITHIN -> within;
        case NOT_WITHIN -> !within;
        case ENDS_AFTER -> high > asked.high;
        case BEGINS_BEFORE -> low < asked.low;
        case ENDS_AFTER_OR_WITHIN -> within || high > asked.high;
        case BEGINS_BEFORE_OR_WITHIN -> within || low < asked.low;
        case WHOLLY_AFTER -> low >= asked.high;
        case WHOLLY_BEFORE -> high <= asked.low;
        case OVERLAPS -> low < asked.high && high > asked.low;
      };
    }
  }

  /** A range of numbers; where only one end counts, the other is the same. */
  record Range(Bound bound, BigDecimal low, BigDecimal high) {

    public boolean holds(BigDecimal value) {
      return switch (bound) {
        case WITHIN -> value.compareTo(low) >= 0 && value.compareTo(high) < 0;
        case NOT_WITHIN -> value.compareTo(low) < 0 || value.compareTo(high) >= 0;
        case BETWEEN -> value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
        case ABOVE -> value.compareTo(high) > 0;
        case BELOW -> value.compareTo(low) < 0;
        case AT_LEAST -> value.compareTo(low) >= 0;
        case AT_MOST -> value.compareTo(high) <= 0;
      };
    }
  }

  /** Which values are in a range. */
  enum Bound {
    /** From low until below high. */
    WITHIN,
    NOT_WITHIN,
    /** From low to high, both in. */
    BETWEEN,
    ABOVE,
    BELOW,
    AT_LEAST,
    AT_MOST
  }
}
