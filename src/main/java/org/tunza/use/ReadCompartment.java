package org.tunza.use;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.tunza.record.Attribution;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Version;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search;
import org.tunza.record.search.Search.Place;
import org.tunza.record.search.Selection;

/**
 * Shows all that belongs to an entry, page by page: first its compartment as it was filed, then
 * what that refers to and lies in no other patient's chart. So each is told once, and a page never
 * holds more than it may. https://hl7.org/fhir/R4/operation-patient-everything.html
 */
public final class ReadCompartment {

  /** Marks a place in the second part of the walk. */
  private static final Object BESIDE = "beside";

  private final AccessRecord access;

  public ReadCompartment(AccessRecord access) {
    this.access = access;
  }

  /**
   * What is asked for.
   *
   * @param within what belongs to it: one of these is met, and never two
   * @param happened conditions on what belongs to it alone, and on what refers
   * @param told conditions on whatever is told
   */
  public record Asked(
      EntryId owner,
      List<Condition> within,
      List<Condition> happened,
      List<Condition> told,
      Optional<Place> after,
      int count) {

    public Asked after(Place place) {
      return new Asked(owner, within, happened, told, Optional.of(place), count);
    }

    private Search compartment() {
      return Search.all(selections(told), count).after(after);
    }

    private Search beside(Optional<Place> from, int room) {
      List<Condition> all = new ArrayList<>();
      all.add(new Condition.Beside(owner, selections(List.of())));
      all.add(new Condition.Not(new Condition.AnyOf(within)));
      all.addAll(told);
      return Search.all(List.of(Selection.ofAny(all)), room).after(from);
    }

    private List<Selection> selections(List<Condition> more) {
      return within.stream()
          .map(one -> Stream.of(List.of(one), happened, more).flatMap(List::stream).toList())
          .map(Selection::ofAny)
          .toList();
    }
  }

  /** A page; what is referred to stands in it as told along. */
  public Outcome<Found> page(Asked asked, Attribution who) {
    Optional<Place> beside = asked.after().filter(place -> !place.keys().isEmpty());
    if (beside.isPresent()) {
      Optional<Place> from = beside.map(place -> new Place(List.of(), place.entry()));
      return access
          .search(asked.beside(from, asked.count()), who)
          .map(found -> page(List.of(), found));
    }
    return access
        .search(asked.compartment(), who)
        .then(found -> {
          int room = asked.count() - found.versions().size();
          if (found.next().isPresent()) {
            return Outcome.done(found(found.versions(), List.of(), found.next()));
          }
          return room == 0
              ? Outcome.done(found(found.versions(), List.of(), Optional.of(beside(0))))
              : access
                  .search(asked.beside(Optional.empty(), room), who)
                  .map(more -> page(found.versions(), more));
        });
  }

  /** That the entry is there. */
  public Outcome<EntryId> known(EntryId id, Attribution who) {
    return access.known(id, who);
  }

  private static Found page(List<Version> versions, Found beside) {
    return found(versions, beside.versions(), beside.next().map(place -> beside(place.entry())));
  }

  private static Found found(List<Version> versions, List<Version> beside, Optional<Place> next) {
    return new Found(versions, new Found.Along(beside, true), next, OptionalLong.empty());
  }

  private static Place beside(long entry) {
    return new Place(List.of(Optional.of(BESIDE)), entry);
  }
}
