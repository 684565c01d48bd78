package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunza.record.AccessScope;
import org.tunza.record.Version;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search;
import org.tunza.record.search.Search.Place;
import org.tunza.record.search.Search.Total;
import org.tunza.store.search.PostgresSearch;
import org.tunza.store.search.PostgresSearch.Hit;

/**
 * One page of a search. Where the index is not exact, what it finds is held against its content; a
 * page may then have fewer entries than were asked for, and still be followed by another.
 */
final class Searching {

  /** Statements for one page. */
  private static final int ROUNDS_MAX = 5;

  /** Entries that are opened in one round, at least. */
  private static final int CHECKED_MIN = 100;

  /** Entries that are opened for one total. */
  private static final int COUNTED_MAX = 10_000;

  private static final int COUNTED_AT_ONCE = 500;

  private final Store store;
  private final PostgresSearch postgres;
  private final PostgresVersions versions;
  private final Search search;
  private final boolean isExact;

  private Searching(
      Store store, PostgresSearch postgres, PostgresVersions versions, Search search) {
    this.store = store;
    this.postgres = postgres;
    this.versions = versions;
    this.search = search;
    this.isExact = PostgresSearch.isExact(search);
  }

  static Found page(Store store, Connection connection, AccessScope scope, Search search)
      throws SQLException {
    PostgresSearch postgres = new PostgresSearch(connection, store.indexing(), store.hash(), scope);
    PostgresVersions versions = new PostgresVersions(store, connection, scope);
    Links links =
        new Links(store.indexing(), inner -> new Searching(store, postgres, versions, inner).few());
    return new Searching(store, postgres, versions, links.resolved(search)).page();
  }

  /** All that is found, when that is not much. */
  private List<Version> few() throws SQLException {
    Page page = page(search);
    if (page.next.isPresent()) {
      throw new PostgresMatches.TooBroad();
    }
    return page.versions;
  }

  private Found page() throws SQLException {
    Page page = search.count() == 0 ? new Page(List.of(), Optional.empty()) : page(search);
    Found.Along along = new Along(store, postgres, versions, search.along()).with(page.versions);
    return new Found(page.versions, along, page.next, total(page));
  }

  private record Page(List<Version> versions, Optional<Place> next) {}

  private Page page(Search from) throws SQLException {
    List<Version> found = new ArrayList<>();
    Search rest = from;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      int limit = isExact ? from.count() : Math.max(CHECKED_MIN, from.count()) << round;
      List<Hit> hits = postgres.page(rest, limit + 1);
      Optional<Place> last = rest.after();
      for (int i = 0; i < hits.size(); i++) {
        Hit hit = hits.get(i);
        if (i == limit || hit.sealed() == null || found.size() == from.count()) {
          break;
        }
        last = Optional.of(hit.place());
        Version version = versions.opened(hit);
        if (isExact || meets(version)) {
          found.add(version);
        }
      }
      boolean isEnd = hits.isEmpty() || last.equals(Optional.of(hits.getLast().place()));
      if (isEnd) {
        return new Page(found, Optional.empty());
      }
      if (found.size() == from.count() || isExact) {
        return new Page(found, last);
      }
      rest = from.after(last);
    }
    return new Page(found, rest.after());
  }

  private boolean meets(Version version) {
    return search.of().stream()
        .anyMatch(selection -> store.indexing().meets(selection, version.id(), version.content()));
  }

  /** Known for nothing when the first page is the last; else counted only when it is asked for. */
  private OptionalLong total(Page page) throws SQLException {
    boolean isWhole = search.count() > 0 && search.after().isEmpty() && page.next.isEmpty();
    if (isWhole) {
      return OptionalLong.of(page.versions.size());
    }
    return search.total() == Total.NONE
        ? OptionalLong.empty()
        : OptionalLong.of(isExact ? postgres.count(search) : counted());
  }

  private long counted() throws SQLException {
    long total = 0;
    Optional<Place> after = Optional.empty();
    for (int opened = 0; opened < COUNTED_MAX; opened += COUNTED_AT_ONCE) {
      Page page = page(Search.all(search.of(), COUNTED_AT_ONCE).after(after));
      total += page.versions.size();
      if (page.next.isEmpty()) {
        return total;
      }
      after = page.next;
    }
    throw new PostgresMatches.TooBroad();
  }
}
