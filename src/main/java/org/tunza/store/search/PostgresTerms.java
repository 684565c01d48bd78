package org.tunza.store.search;

import java.util.List;
import java.util.stream.LongStream;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.store.index.TermHash;

/** The hashes of codes and uris of which an entry must have one, by where they are kept. */
final class PostgresTerms {
  private final Indexing indexing;
  private final TermHash hash;
  private final LongStream.Builder hot = LongStream.builder();
  private final LongStream.Builder tail = LongStream.builder();
  private final LongStream.Builder lows = LongStream.builder();
  private final LongStream.Builder highs = LongStream.builder();
  private int hots;
  private int tails;
  private int ranges;

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
          ranges++;
        } else {
          add(by, hash.ofAnySystem(by.type(), by.parameter(), token.code()));
        }
      }
    }
  }

  private void add(TypeParameter by, long term) {
    if (indexing.isHot(by.parameter())) {
      hot.add(term);
      hots++;
    } else {
      tail.add(term);
      tails++;
    }
  }

  boolean hasHot() {
    return hots + ranges > 0;
  }

  boolean hasTail() {
    return tails > 0;
  }

  /** Whether all is in one hash that is kept in order, so that rows come in that order. */
  boolean isOne() {
    return hots == 1 && ranges == 0 && tails == 0;
  }

  /**
   * Writes {@code = …} for a hash kept in order. A code of any system is looked for among the
   * hashes that are there: from one to the next, each a probe of the index.
   */
  void writeHot(SearchStatement out) {
    if (ranges == 0) {
      if (hots == 1) {
        out.add(" = ").bind(hot.build().toArray()[0]);
      } else {
        out.add(" = any (").bind(hot.build().toArray()).add(")");
      }
      return;
    }
    out.add(
            " = any (array(with recursive s (term, high) as (select (select min(x.term) from term x")
        .add(" where x.term between u.low and u.high), u.high from unnest(")
        .bind(lows.build().toArray())
        .add(", ")
        .bind(highs.build().toArray())
        .add(") u (low, high) union all select (select min(x.term) from term x")
        .add(
            " where x.term > s.term and x.term <= s.high), s.high from s where s.term is not null)")
        .add(" select term from s where term is not null");
    if (hots > 0) {
      out.add(" union all select unnest(").bind(hot.build().toArray()).add(")");
    }
    out.add("))");
  }

  long[] tail() {
    return tail.build().toArray();
  }
}
