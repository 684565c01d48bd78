package org.tunza.record.search;

import java.util.List;
import java.util.Optional;

/**
 * One page of a search.
 *
 * @param of a selection for each type, at least one
 * @param order empty when any order will do
 * @param along what is told along with it
 * @param after the end of the page before
 * @param count entries a page; none when only the total is asked for
 */
public record Search(
    List<Selection> of,
    List<SortKey> order,
    List<Inclusion> along,
    Optional<Place> after,
    int count,
    Total total) {

  public Search {
    of = List.copyOf(of);
    order = List.copyOf(order);
    along = List.copyOf(along);
  }

  /** All in any order, at most so many. */
  public static Search all(List<Selection> of, int most) {
    return new Search(of, List.of(), List.of(), Optional.empty(), most, Total.NONE);
  }

  /** The same of other selections. */
  public Search of(List<Selection> others) {
    return new Search(others, order, along, after, count, total);
  }

  /** The page after a place. */
  public Search after(Optional<Place> place) {
    return new Search(of, order, along, place, count, total);
  }

  /** Whether to say how many there are in all. */
  public enum Total {
    NONE,
    ESTIMATE,
    ACCURATE
  }

  /**
   * A place in the order: the sort keys of an entry, and its number.
   *
   * @param keys texts, numbers, or nothing; of an order that was not asked for, chart and date
   */
  public record Place(List<Optional<Object>> keys, long entry) {
    public Place {
      keys = List.copyOf(keys);
    }
  }
}
