package org.tunza.store.index;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;

/**
 * The search rows of one version, without the place of its entry. Equal rows are one.
 *
 * @param hot hashes that are kept in order, sorted
 * @param tail hashes that are kept in the entry, sorted
 * @param dated what hot rows are ordered by: the clinical date of the version, in microseconds, or
 *     {@link #UNDATED}
 */
public record TermRows(
    long dated,
    long[] hot,
    long[] tail,
    Set<Text> texts,
    Set<Date> dates,
    Set<Quantity> quantities) {

  /** Stands after every date, since the newest comes first. */
  public static final long UNDATED = Long.MIN_VALUE;

  public static final TermRows NONE =
      new TermRows(UNDATED, new long[0], new long[0], Set.of(), Set.of(), Set.of());

  public record Text(short parameter, String value) {}

  public record Date(short parameter, long low, long high) {}

  public record Quantity(short parameter, long unit, double value) {}

  /** The rows of these terms. */
  public static TermRows of(int type, List<IndexTerm> terms, Indexing indexing, TermHash hash) {
    Gathered rows = new Gathered(terms.size());
    for (IndexTerm term : terms) {
      short parameter = (short) term.parameter();
      switch (term) {
        case IndexTerm.Token token -> rows.hash(indexing.isHot(parameter), hash.token(type, token));
        case IndexTerm.Reference reference ->
            rows.hash(
                indexing.isHot(parameter), hash.reference(type, parameter, reference.target()));
        case IndexTerm.Uri uri ->
            rows.hash(indexing.isHot(parameter), hash.uri(type, parameter, uri.uri()));
        case IndexTerm.Text text -> rows.texts.add(new Text(parameter, text.normal()));
        case IndexTerm.Date date ->
            rows.date(
                new Date(parameter, date.low(), date.high()), indexing.clinicalRank(parameter));
        case IndexTerm.Quantity quantity ->
            rows.quantities.add(
                new Quantity(
                    parameter,
                    hash.unit(quantity.system(), quantity.code()),
                    quantity.value().doubleValue()));
      }
    }
    return rows.rows();
  }

  /** These rows without those that the other has too. */
  public TermRows without(TermRows other) {
    return new TermRows(
        dated,
        dated == other.dated ? difference(hot, other.hot) : hot,
        difference(tail, other.tail),
        difference(texts, other.texts),
        difference(dates, other.dates),
        difference(quantities, other.quantities));
  }

  private static long[] difference(long[] hashes, long[] others) {
    return Arrays.stream(hashes).filter(hash -> Arrays.binarySearch(others, hash) < 0).toArray();
  }

  private static <T> Set<T> difference(Set<T> rows, Set<T> others) {
    Set<T> rest = new HashSet<>(rows);
    rest.removeAll(others);
    return rest;
  }

  /** Rows while they are gathered. */
  private static final class Gathered {
    private final long[] hot;
    private final long[] tail;
    private int hotSize;
    private int tailSize;
    private long dated = UNDATED;
    private int rank = Integer.MAX_VALUE;
    private final Set<Text> texts = new HashSet<>();
    private final Set<Date> dates = new HashSet<>();
    private final Set<Quantity> quantities = new HashSet<>();

    Gathered(int size) {
      hot = new long[size];
      tail = new long[size];
    }

    void hash(boolean isHot, long hash) {
      if (isHot) {
        hot[hotSize++] = hash;
      } else {
        tail[tailSize++] = hash;
      }
    }

    void date(Date date, int clinicalRank) {
      if (clinicalRank > 0 && clinicalRank < rank) {
        rank = clinicalRank;
        dated = date.low == Long.MIN_VALUE ? date.high : date.low;
      }
      dates.add(date);
    }

    TermRows rows() {
      return new TermRows(
          dated, distinct(hot, hotSize), distinct(tail, tailSize), texts, dates, quantities);
    }

    private static long[] distinct(long[] hashes, int size) {
      Arrays.sort(hashes, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (i == 0 || hashes[i] != hashes[i - 1]) {
          hashes[kept++] = hashes[i];
        }
      }
      return Arrays.copyOf(hashes, kept);
    }
  }
}
