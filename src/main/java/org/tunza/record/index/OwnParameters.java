package org.tunza.record.index;

import java.util.List;

/**
 * The search parameters of a store's own, and how far their rows are.
 *
 * @param edition of the index
 * @param complete the edition of which no row is missing
 * @param percent how much of the entries has the rows of the next such edition
 * @param all those that are gone, too
 */
public record OwnParameters(long edition, long complete, int percent, List<OwnParameter> all) {

  /** Before a store was looked into. */
  public static final OwnParameters NONE = new OwnParameters(-1, -1, 0, List.of());

  public OwnParameters {
    all = List.copyOf(all);
  }

  /** Whether every entry has its rows, so that it can be searched by. */
  public boolean isReady(OwnParameter parameter) {
    return parameter.isLive() && parameter.since() <= complete;
  }
}
