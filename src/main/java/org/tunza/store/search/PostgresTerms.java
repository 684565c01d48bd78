package org.tunza.store.search;

import java.util.ArrayList;
import java.util.List;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.store.index.TermHash;

/** The hashes of codes and uris of which an entry must have one, by where they are kept. */
final class PostgresTerms {
  private final Indexing indexing;
  private final TermHash hash;
  private final List<Long> hot = new ArrayList<>();
  private final List<Long> tail = new ArrayList<>();
  private final List<Long> lows = new ArrayList<>();
  private final List<Long> highs = new ArrayList<>();

  private PostgresTerms(Indexing indexing, TermHash hash) {
    this.indexing = indexing;
    this.hash = hash;
  }

  /** Whether a condition is about hashes. */
  static boolean are(Condition condition) {
    return condition instanceof Condition.Token || condition instanceof Condition.Uri;
  }

  /** Of conditions that are all about hashes. */
  static PostgresTerms of(List<? extends Condition> any, Indexing indexing, TermHash hash) {
    PostgresTerms terms = new PostgresTerms(indexing, hash);
    for (Condition condition : any) {
      switch (condition) {
        case Condition.Token token -> terms.token(token);
        case Condition.Uri(TypeParameter by, String uri) ->
            terms.add(by, hash.uri(by.type(), by.parameter(), uri));
        default -> throw new IllegalArgumentException("not a condition on a hash");
      }
    }
    return terms;
  }

  private void token(Condition.Token token) {
    TypeParameter by = token.by();
    switch (token.systems()) {
      case Condition.Systems.OneOf(List<String> systems) ->
          systems.forEach(system ->
              add(
                  by,
                  hash.token(
                      by.type(), new IndexTerm.Token(by.parameter(), system, token.code()))));
      case Condition.Systems.Any() -> {
        if (indexing.isHot(by.parameter())) {
          TermHash.Range range = hash.code(by.type(), by.parameter(), token.code());
          lows.add(range.low());
          highs.add(range.high());
        } else {
          add(by, hash.ofAnySystem(by.type(), by.parameter(), token.code()));
        }
      }
    }
  }

  private void add(TypeParameter by, long term) {
    if (indexing.isHot(by.parameter())) {
      hot.add(term);
    } else {
      tail.add(term);
    }
  }

  boolean hasHot() {
    return !hot.isEmpty() || !lows.isEmpty();
  }

  boolean hasTail() {
    return !tail.isEmpty();
  }

  /** Whether all is in one hash that is kept in order, so that rows come in that order. */
  boolean isOne() {
    return hot.size() == 1 && lows.isEmpty() && tail.isEmpty();
  }

  /**
   * Writes {@code = …} for a hash kept in order. A code of any system is looked for among the
   * hashes that are there: from one to the next, each a probe of the index.
   */
  void writeHot(SearchStatement out) {
    if (lows.isEmpty()) {
      if (hot.size() == 1) {
        out.add(" = ").bind(hot.getFirst());
      } else {
        out.add(" = any (").bind(array(hot)).add(")");
      }
      return;
    }
    out.add(
            " = any (array(with recursive s (term, high) as (select (select min(x.term) from term x")
        .add(" where x.term between u.low and u.high), u.high from unnest(")
        .bind(array(lows))
        .add(", ")
        .bind(array(highs))
        .add(") u (low, high) union all select (select min(x.term) from term x")
        .add(
            " where x.term > s.term and x.term <= s.high), s.high from s where s.term is not null)")
        .add(" select term from s where term is not null");
    if (!hot.isEmpty()) {
      out.add(" union all select unnest(").bind(array(hot)).add(")");
    }
    out.add("))");
  }

  long[] tail() {
    return array(tail);
  }

  private static long[] array(List<Long> hashes) {
    return hashes.stream().mapToLong(Long::longValue).toArray();
  }
}
