package org.tunza.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.Home;
import org.tunza.record.index.IndexTerm;

/**
 * A record version that is checked and ready to be written; only its number and date are missing,
 * which the commit gives.
 *
 * @param terms what the version can be found by
 * @param references the entries of this store that it names; they must exist
 * @param attachments the Binaries of this store whose bytes it shows
 * @param compartments the patients that it names besides the one whose chart it lies in
 * @param received the edition that it keeps, when it comes from another store (lifecycle event
 *     receive); empty when the commit gives number and date
 */
public record Draft(
    EntryId id,
    Content content,
    Home home,
    List<IndexTerm> terms,
    Set<EntryId> references,
    Set<EntryId> attachments,
    List<Compartment> compartments,
    Optional<Edition> received) {

  public Draft(
      EntryId id,
      Content content,
      Home home,
      List<IndexTerm> terms,
      Set<EntryId> references,
      Set<EntryId> attachments,
      List<Compartment> compartments) {
    this(id, content, home, terms, references, attachments, compartments, Optional.empty());
  }

  /** The same, as it was received. */
  public Draft received(Edition edition) {
    return new Draft(
        id, content, home, terms, references, attachments, compartments, Optional.of(edition));
  }

  /** The canonical bytes, once version and date are known. */
  @FunctionalInterface
  public interface Content {
    byte[] canonical(int version, Instant lastUpdated);
  }
}
