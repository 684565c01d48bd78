package org.tunza.record.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunza.record.Version;

/**
 * A page of what was found.
 *
 * @param along what is told along with them
 * @param next where the page ended, when there is more; a page may have fewer than were asked for
 */
public record Found(
    List<Version> versions, Along along, Optional<Search.Place> next, OptionalLong total) {
  public Found {
    versions = List.copyOf(versions);
  }

  /**
   * What is told along with a page.
   *
   * @param isAll false when there was more than is told at once
   */
  public record Along(List<Version> versions, boolean isAll) {
    public static final Along NOTHING = new Along(List.of(), true);

    public Along {
      versions = List.copyOf(versions);
    }
  }
}
