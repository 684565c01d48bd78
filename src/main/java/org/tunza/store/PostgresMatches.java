package org.tunza.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Criteria.AnyOf;
import org.tunza.record.index.Criteria.Match;
import org.tunza.record.index.IndexTerm;
import org.tunza.store.index.Link;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Sealing;

/**
 * Finds the entries that criteria ask for: candidates by the most telling parameter, then each
 * checked against its content.
 */
final class PostgresMatches {

  /** Candidates that are opened and checked; a condition that has more is too broad. */
  static final int CANDIDATES_MAX = 2_000;

  private static final String BY_ID =
      opened(
          """
          select chart, entry from entry_id where type = ? and id = any (?::text[]) limit ?
          """);

  private static final String BY_TERM =
      opened(
          """
          select distinct t.chart, t.entry
          from unnest(?::bigint[], ?::bigint[]) as u (low, high)
          cross join lateral (
            select chart, entry from term
            where term between u.low and u.high
            order by term, chart, dated desc, entry limit ?) t
          """);

  private static final String BY_TAIL =
      opened(
          """
          select chart, entry from entry where state = 1 and tail && ?::bigint[] limit ?
          """);

  private static final String BY_TEXT =
      opened(
          """
          select distinct t.chart, t.entry
          from unnest(?::text[], ?::text[]) as u (low, high)
          cross join lateral (
            select chart, entry from text_term
            where type = ? and parameter = ? and value >= u.low and value < u.high limit ?) t
          """);

  private static final String BY_DATE =
      opened(
          """
          select distinct t.chart, t.entry
          from unnest(?::bigint[], ?::bigint[]) as u (low, high)
          cross join lateral (
            select chart, entry from date_term
            where type = ? and parameter = ? and low >= u.low and low < u.high limit ?) t
          """);

  /** The current versions of the entries that a statement finds. */
  private static String opened(String places) {
    return """
    select e.chart, e.entry, e.version, e.wrapped, v.dictionary, v.sealed
    from (
    %s) c
    join entry e on e.chart = c.chart and e.entry = c.entry
    join entry_version v on v.chart = e.chart and v.entry = e.entry and v.version = e.version
    where e.state = 1 and e.wrapped is not null
    """
        .formatted(places);
  }

  private final Store store;
  private final Connection connection;

  PostgresMatches(Store store, Connection connection) {
    this.store = store;
    this.connection = connection;
  }

  /** A condition that has too many candidates to check them. */
  static final class TooBroad extends RuntimeException {
    TooBroad() {
      super("too many candidates");
    }
  }

  private record Candidate(EntryKey where, int version, byte[] wrapped, Sealing.Sealed sealed) {}

  /** Entries that match, at most so many. */
  List<EntryId> find(Criteria criteria, int max) throws SQLException {
    AnyOf telling =
        criteria.all().stream().min(Comparator.comparingInt(this::breadth)).orElseThrow();
    List<Candidate> candidates = candidates(criteria.type(), telling);
    if (candidates.size() >= CANDIDATES_MAX) {
      throw new TooBroad();
    }
    List<EntryId> matching = new ArrayList<>();
    for (Candidate candidate : candidates) {
      var key = store.keys().entry(connection, candidate.where, candidate.wrapped);
      byte[] content =
          store.sealing().open(key, candidate.where, candidate.version, candidate.sealed).content();
      EntryId id = store.indexing().id(content);
      if (id.type().equals(criteria.type())
          && store
              .indexing()
              .matches(criteria, id, store.indexing().of(id.type(), content).terms())) {
        matching.add(id);
      }
      if (matching.size() == max) {
        break;
      }
    }
    return matching;
  }

  /** How many entries a parameter finds, roughly: the less, the better to begin with. */
  private int breadth(AnyOf any) {
    return switch (any.matches().getFirst()) {
      case Match.Id id -> 0;
      case Match.TokenCode code -> store.indexing().isIdentifier(code.parameter()) ? 1 : 5;
      case Match.Exactly(IndexTerm.Reference reference) -> 2;
      case Match.Exactly exactly -> 3;
      case Match.TextStart text -> 4;
      case Match.DateWithin date -> 6;
    };
  }

  private List<Candidate> candidates(String typeName, AnyOf any) throws SQLException {
    int type = store.indexing().typeNumber(typeName);
    return switch (any.matches().getFirst()) {
      case Match.Id first -> byId(type, any);
      case Match.TextStart text -> byText(type, text.parameter(), any);
      case Match.DateWithin date -> byDate(type, date.parameter(), any);
      case Match.TokenCode code -> byHash(type, code.parameter(), any);
      case Match.Exactly(IndexTerm term) -> byHash(type, term.parameter(), any);
    };
  }

  private List<Candidate> byId(int type, AnyOf any) throws SQLException {
    String[] ids =
        any.matches().stream().map(match -> ((Match.Id) match).id()).toArray(String[]::new);
    return Sql.query(
        connection, BY_ID, PostgresMatches::candidate, (short) type, ids, CANDIDATES_MAX);
  }

  private List<Candidate> byHash(int type, int parameter, AnyOf any) throws SQLException {
    List<TermHash.Range> ranges = new ArrayList<>();
    for (Match match : any.matches()) {
      ranges.add(range(type, match));
    }
    long[] lows = ranges.stream().mapToLong(TermHash.Range::low).toArray();
    if (!store.indexing().isHot(parameter)) {
      return Sql.query(connection, BY_TAIL, PostgresMatches::candidate, lows, CANDIDATES_MAX);
    }
    long[] highs = ranges.stream().mapToLong(TermHash.Range::high).toArray();
    return Sql.query(connection, BY_TERM, PostgresMatches::candidate, lows, highs, CANDIDATES_MAX);
  }

  private long number(EntryId id) throws SQLException {
    return Sql.one(
            connection,
            "select entry from entry_id where type = ? and id = ?",
            row -> row.getLong(1),
            (short) store.indexing().typeNumber(id.type()),
            id.id())
        .orElse(0L);
  }

  private TermHash.Range range(int type, Match match) throws SQLException {
    TermHash hash = store.hash();
    long exact =
        switch (match) {
          case Match.TokenCode(int parameter, Criteria.Systems.One(String system), String code) ->
              hash.token(type, new IndexTerm.Token(parameter, system, code));
          case Match.TokenCode(int parameter, Criteria.Systems.Any any, String code) -> {
            if (store.indexing().isHot(parameter)) {
              yield Long.MIN_VALUE;
            }
            throw new TooBroad();
          }
          case Match.Exactly(IndexTerm.Reference(int parameter, EntryId target)) ->
              Link.term(parameter, number(target));
          case Match.Exactly(IndexTerm.Uri(int parameter, String uri)) ->
              hash.uri(type, parameter, uri);
          case Match.Exactly(IndexTerm.Token token) -> hash.token(type, token);
          default -> throw new TooBroad();
        };
    return match instanceof Match.TokenCode(int parameter, Criteria.Systems.Any any, String code)
        ? hash.code(type, parameter, code)
        : new TermHash.Range(exact, exact);
  }

  private List<Candidate> byText(int type, int parameter, AnyOf any) throws SQLException {
    String[] lows =
        any.matches().stream()
            .map(match -> ((Match.TextStart) match).normal())
            .toArray(String[]::new);
    String[] highs = new String[lows.length];
    for (int i = 0; i < lows.length; i++) {
      highs[i] = lows[i] + Character.toString(Character.MAX_CODE_POINT);
    }
    return Sql.query(
        connection,
        BY_TEXT,
        PostgresMatches::candidate,
        lows,
        highs,
        (short) type,
        (short) parameter,
        CANDIDATES_MAX);
  }

  private List<Candidate> byDate(int type, int parameter, AnyOf any) throws SQLException {
    List<Match.DateWithin> dates =
        any.matches().stream().map(Match.DateWithin.class::cast).toList();
    return Sql.query(
        connection,
        BY_DATE,
        PostgresMatches::candidate,
        dates.stream().mapToLong(Match.DateWithin::low).toArray(),
        dates.stream().mapToLong(Match.DateWithin::high).toArray(),
        (short) type,
        (short) parameter,
        CANDIDATES_MAX);
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        new EntryKey(row.getLong(1), row.getLong(2)),
        row.getInt(3),
        row.getBytes(4),
        new Sealing.Sealed(row.getInt(5), row.getBytes(6)));
  }
}
