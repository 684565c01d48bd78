package org.tunza.store.index;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;

/**
 * The search rows of one version, without the place of its entry. Equal rows are one.
 *
 * @param hot hashes and links that are kept in order, sorted
 * @param tail hashes and links that are kept in the entry, sorted
 * @param links those of the hot ones that are links, sorted
 * @param dated what hot rows are ordered by: the clinical date of the version, in microseconds, or
 *     {@link #UNDATED}
 */
public record TermRows(
    long dated,
    long[] hot,
    long[] tail,
    long[] links,
    Set<Text> texts,
    Set<Date> dates,
    Set<Quantity> quantities) {

  /** Stands after every date, since the newest comes first. */
  public static final long UNDATED = Long.MIN_VALUE;

  private static final long[] NO_LINKS = {};

  public static final TermRows NONE =
      new TermRows(UNDATED, new long[0], new long[0], new long[0], Set.of(), Set.of(), Set.of());

  public record Text(short parameter, String value) {}

  public record Date(short parameter, long low, long high) {}

  public record Quantity(short parameter, long unit, double value) {}

  /** The number of an entry that is referred to. */
  @FunctionalInterface
  public interface Numbers {
    long of(EntryId entry) throws SQLException;
  }

  /** The rows of these terms. */
  public static TermRows of(
      int type, List<IndexTerm> terms, Indexing indexing, TermHash hash, Numbers numbers)
      throws SQLException {
    Gathered rows = new Gathered(terms.size(), NO_LINKS);
    for (IndexTerm term : terms) {
      if (term instanceof IndexTerm.Reference(int parameter, EntryId target)) {
        rows.link(indexing.isHot(parameter), Link.term(parameter, numbers.of(target)));
      }
    }
    return rows.with(type, terms, indexing, hash);
  }

  /**
   * The rows of terms that are kept already, but for the tail's.
   *
   * @param links those of the entry's row
   */
  public static TermRows kept(
      int type, List<IndexTerm> terms, Indexing indexing, TermHash hash, long[] links) {
    return new Gathered(terms.size(), links).with(type, terms, indexing, hash);
  }

  /** These rows without those that the other has too. */
  public TermRows without(TermRows other) {
    return new TermRows(
        dated,
        dated == other.dated ? difference(hot, other.hot) : hot,
        difference(tail, other.tail),
        links,
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
    private final long[] links;
    private int hotSize;
    private int tailSize;
    private int linksSize;
    private long dated = UNDATED;
    private int rank = Integer.MAX_VALUE;
    private final Set<Text> texts = new HashSet<>();
    private final Set<Date> dates = new HashSet<>();
    private final Set<Quantity> quantities = new HashSet<>();

    Gathered(int terms, long[] known) {
      hot = new long[terms + known.length];
      tail = new long[2 * terms];
      links = Arrays.copyOf(known, terms + known.length);
      linksSize = known.length;
      System.arraycopy(known, 0, hot, 0, known.length);
      hotSize = known.length;
    }

    void link(boolean isHot, long link) {
      hash(isHot, link);
      if (isHot) {
        links[linksSize++] = link;
      }
    }

    private void hash(boolean isHot, long hash) {
      if (isHot) {
        hot[hotSize++] = hash;
      } else {
        tail[tailSize++] = hash;
      }
    }

    /** All rows; those of references are here already. */
    TermRows with(int type, List<IndexTerm> terms, Indexing indexing, TermHash hash) {
      for (IndexTerm term : terms) {
        short parameter = (short) term.parameter();
        switch (term) {
          case IndexTerm.Token token -> token(type, token, indexing, hash);
          case IndexTerm.Reference _ -> {}
          case IndexTerm.Uri uri ->
              hash(indexing.isHot(parameter), hash.uri(type, parameter, uri.uri()));
          case IndexTerm.Text text -> texts.add(new Text(parameter, text.normal()));
          case IndexTerm.Date date ->
              date(new Date(parameter, date.low(), date.high()), indexing.clinicalRank(parameter));
          case IndexTerm.Quantity quantity -> {
            IndexTerm.Quantity base = indexing.inBase(quantity);
            quantities.add(
                new Quantity(
                    parameter, hash.unit(base.system(), base.code()), base.value().doubleValue()));
          }
        }
      }
      return rows();
    }

    private void token(int type, IndexTerm.Token token, Indexing indexing, TermHash hash) {
      boolean isHot = indexing.isHot(token.parameter());
      hash(isHot, hash.token(type, token));
      if (!isHot && indexing.isOfAnySystem(token.parameter())) {
        hash(false, hash.ofAnySystem(type, token.parameter(), token.code()));
      }
    }

    private void date(Date date, int clinicalRank) {
      if (clinicalRank > 0 && clinicalRank < rank) {
        rank = clinicalRank;
        dated = date.low == Long.MIN_VALUE ? date.high : date.low;
      }
      dates.add(date);
    }

    private TermRows rows() {
      return new TermRows(
          dated,
          distinct(hot, hotSize),
          distinct(tail, tailSize),
          distinct(links, linksSize),
          texts,
          dates,
          quantities);
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
