package org.tunza.record;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A record version that is checked and ready to be written; only its number and date are missing,
 * which the commit gives.
 *
 * @param terms what the version can be found by
 * @param references the entries of this store that it names; they must exist
 * @param compartments the patients that it names besides the one whose chart it lies in
 */
public record Draft(
    EntryId id,
    Content content,
    Home home,
    List<IndexTerm> terms,
    Set<EntryId> references,
    List<Compartment> compartments) {

  /** The canonical bytes, once version and date are known. */
  @FunctionalInterface
  public interface Content {
    byte[] canonical(int version, Instant lastUpdated);
  }
}
