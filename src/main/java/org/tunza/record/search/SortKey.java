package org.tunza.record.search;

import java.util.List;
import org.tunza.record.index.Indexing.TypeParameter;

/**
 * What found entries are put in order by. What has no value comes last, either way; of several
 * values the least counts upwards, the greatest downwards.
 */
public record SortKey(By by, Direction direction) {

  public enum Direction {
    UP,
    DOWN
  }

  public sealed interface By {
    record Id() implements By {}

    record Updated() implements By {}

    /** Values of a parameter; one parameter for each type. */
    record Values(Column column, List<TypeParameter> of) implements By {
      public Values {
        of = List.copyOf(of);
      }
    }
  }

  /** What kind of values they are. */
  public enum Column {
    /** In normal form. */
    TEXT,
    /** By its beginning. */
    DATE,
    /** In the unit that the index keeps. */
    QUANTITY
  }
}
