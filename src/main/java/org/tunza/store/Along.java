package org.tunza.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tunza.record.EntryId;
import org.tunza.record.Version;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Found;
import org.tunza.record.search.Inclusion;
import org.tunza.record.search.Inclusion.Reach;
import org.tunza.record.search.Inclusion.Way;
import org.tunza.record.search.Search;
import org.tunza.record.search.Selection;
import org.tunza.store.search.PostgresSearch;
import org.tunza.store.search.PostgresSearch.Hit;

/** What is told along with a page: in rounds, each one statement, until nothing new is found. */
final class Along {

  /** Entries that are told along with one page. */
  private static final int MOST = 1_000;

  private static final int ROUNDS_MAX = 6;

  private final Store store;
  private final PostgresSearch postgres;
  private final PostgresVersions versions;
  private final List<Inclusion> inclusions;
  private final Map<EntryId, Version> told = new LinkedHashMap<>();
  private boolean isAll = true;

  Along(
      Store store, PostgresSearch postgres, PostgresVersions versions, List<Inclusion> inclusions) {
    this.store = store;
    this.postgres = postgres;
    this.versions = versions;
    this.inclusions = inclusions;
  }

  Found.Along with(List<Version> page) throws SQLException {
    if (inclusions.isEmpty() || page.isEmpty()) {
      return Found.Along.NOTHING;
    }
    page.forEach(version -> told.put(version.id(), version));
    List<Version> fresh = round(inclusions, page);
    List<Inclusion> iterated =
        inclusions.stream().filter(one -> one.reach() == Reach.ITERATE).toList();
    for (int round = 1; round < ROUNDS_MAX && !fresh.isEmpty() && !iterated.isEmpty(); round++) {
      fresh = round(iterated, fresh);
    }
    isAll &= fresh.isEmpty() || iterated.isEmpty();
    page.forEach(version -> told.remove(version.id()));
    return new Found.Along(List.copyOf(told.values()), isAll);
  }

  private List<Version> round(List<Inclusion> ways, List<Version> from) throws SQLException {
    List<Selection> selections = new ArrayList<>(referred(ways, from));
    selections.addAll(referring(ways, from));
    int room = MOST - told.size();
    if (selections.isEmpty() || room <= 0) {
      isAll &= selections.isEmpty();
      return List.of();
    }
    List<Version> fresh = new ArrayList<>();
    List<Hit> hits = postgres.page(Search.all(selections, room), room + 1);
    isAll &= hits.size() <= room;
    for (Hit hit : hits) {
      if (hit.sealed() == null || fresh.size() == room) {
        isAll = false;
        return fresh;
      }
      Version version = versions.opened(hit);
      if (told.put(version.id(), version) == null) {
        fresh.add(version);
      }
    }
    return fresh;
  }

  /** What these refer to, of each type. */
  private List<Selection> referred(List<Inclusion> ways, List<Version> from) {
    Map<String, Set<String>> ids = new TreeMap<>();
    for (Version version : from) {
      List<Inclusion> own =
          ways.stream()
              .filter(one -> one.way() == Way.REFERRED && one.type().equals(version.id().type()))
              .toList();
      if (!own.isEmpty()) {
        for (IndexTerm term : store.indexing().of(version.id().type(), version.content()).terms()) {
          if (term instanceof IndexTerm.Reference(int parameter, EntryId target)
              && !told.containsKey(target)
              && own.stream().anyMatch(one -> leads(one, parameter, target))) {
            ids.computeIfAbsent(target.type(), type -> new TreeSet<>()).add(target.id());
          }
        }
      }
    }
    return ids.entrySet().stream()
        .map(one ->
            new Selection(one.getKey(), List.of(new Condition.Ids(List.copyOf(one.getValue())))))
        .toList();
  }

  private static boolean leads(Inclusion inclusion, int parameter, EntryId target) {
    return inclusion.leadsTo(target.type())
        && inclusion.by().stream().anyMatch(by -> by.parameter() == parameter);
  }

  /** What refers to these, by each parameter. */
  private static List<Selection> referring(List<Inclusion> ways, Collection<Version> from) {
    List<Selection> selections = new ArrayList<>();
    for (Inclusion inclusion : ways) {
      List<EntryId> targets =
          from.stream().map(Version::id).filter(id -> inclusion.leadsTo(id.type())).toList();
      if (inclusion.way() == Way.REFERRING && !targets.isEmpty()) {
        for (TypeParameter by : inclusion.by()) {
          selections.add(
              new Selection(inclusion.type(), List.of(new Condition.Reference(by, targets))));
        }
      }
    }
    return selections;
  }
}
