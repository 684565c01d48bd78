package org.tunza.use;

import java.util.List;
import java.util.stream.Stream;
import org.tunza.record.AccessPolicy;
import org.tunza.record.Accesses;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Version;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search;

/**
 * Shows record versions to somebody (lifecycle event access): each is noted before it is handed
 * out, and what can't be noted is not shown. ISO 21089, access.
 */
public final class AccessRecord {

  private final Records records;
  private final Accesses accesses;
  private final AccessPolicy policy;

  public AccessRecord(Records records, Accesses accesses, AccessPolicy policy) {
    this.records = records;
    this.accesses = accesses;
    this.policy = policy;
  }

  /** The current version. */
  public Outcome<Version> current(EntryId id, Attribution who) {
    return records.read(policy.scope(who), id).then(version -> noted(version, who));
  }

  /** Whether there is an entry, and it is not deleted; shows nothing of it. */
  public Outcome<EntryId> known(EntryId id, Attribution who) {
    return records.read(policy.scope(who), id).map(Version::id);
  }

  /** A past or current version; one that says the entry was deleted shows nothing of it. */
  public Outcome<Version> version(EntryId id, int number, Attribution who) {
    return records.read(policy.scope(who), id, number).then(version -> noted(version, who));
  }

  /** A page of versions. */
  public Outcome<History.Page> versions(History history, Attribution who) {
    return records
        .history(policy.scope(who), history)
        .then(page -> {
          List<Seen> seen =
              page.versions().stream().filter(AccessRecord::shows).map(Seen::of).toList();
          return seen.isEmpty() ? Outcome.done(page) : accesses.note(seen, who).map(_ -> page);
        });
  }

  /** A page of what is found. */
  public Outcome<Found> search(Search search, Attribution who) {
    return unseen(search, who).then(found -> shown(found, who));
  }

  /** The same, for who only looks through it: what is shown of it has to be noted. */
  Outcome<Found> unseen(Search search, Attribution who) {
    return records.search(policy.scope(who), search);
  }

  /** What was found, once it is noted. */
  Outcome<Found> shown(Found found, Attribution who) {
    List<Seen> seen =
        Stream.concat(found.versions().stream(), found.along().versions().stream())
            .map(Seen::of)
            .toList();
    return seen.isEmpty() ? Outcome.done(found) : accesses.note(seen, who).map(_ -> found);
  }

  private Outcome<Version> noted(Version version, Attribution who) {
    return shows(version)
        ? accesses.note(List.of(Seen.of(version)), who).map(_ -> version)
        : Outcome.done(version);
  }

  private static boolean shows(Version version) {
    return version.state() == Version.State.CURRENT;
  }
}
