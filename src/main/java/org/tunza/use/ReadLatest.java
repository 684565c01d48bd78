package org.tunza.use;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunza.record.Attribution;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search;
import org.tunza.record.search.Search.Place;

/**
 * Shows the latest observations of each code. All that are found are looked through, in few pages;
 * only those that are told are accesses. https://hl7.org/fhir/R4/observation-operation-lastn.html
 */
public final class ReadLatest {

  private static final int PAGE = 1_000;
  private static final int PAGES_MAX = 8;

  private final AccessRecord access;
  private final int most;

  /** Tells at most so many. */
  public ReadLatest(AccessRecord access, int most) {
    this.access = access;
    this.most = most;
  }

  /** At most max of each code. */
  public Outcome<Found> of(Search search, int max, Attribution who) {
    LatestByCode latest = new LatestByCode(max);
    Optional<Place> after = Optional.empty();
    for (int page = 0; page < PAGES_MAX; page++) {
      switch (access.unseen(Search.all(search.of(), PAGE).after(after), who)) {
        case Outcome.Refused<Found>(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
        case Outcome.Done<Found>(Found found) -> {
          found.versions().forEach(latest::add);
          if (found.next().isEmpty()) {
            return told(latest.all(), who);
          }
          after = found.next();
        }
      }
    }
    return tooMany("there are too many observations to look through; name codes or a date");
  }

  private Outcome<Found> told(List<Version> latest, Attribution who) {
    return latest.size() > most
        ? tooMany("more than %d are the latest; ask for fewer".formatted(most))
        : access.shown(
            new Found(
                latest, Found.Along.NOTHING, Optional.empty(), OptionalLong.of(latest.size())),
            who);
  }

  private static Outcome<Found> tooMany(String text) {
    return Outcome.refused(RefusalCode.TOO_COMPLEX, "", text);
  }
}
