package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.TOO_COSTLY;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.tunza.record.terminology.Concepts;
import org.tunza.resource.tree.ObjectNode;

/**
 * What an include of a value set contributes of one code system.
 *
 * @param listing the numbers in the order in which they were listed; empty when they were not
 * @param shown what the value set itself says of a concept, as include.concept
 */
public record Segment(
    Concepts concepts, BitSet numbers, List<Integer> listing, Map<Integer, ObjectNode> shown) {

  /** Codes that are compared one by one, where two segments number their concepts otherwise. */
  private static final int COMPARED_MAX = 100_000;

  public Segment {
    listing = List.copyOf(listing);
    shown = Map.copyOf(shown);
  }

  static Segment of(Concepts concepts, BitSet numbers) {
    return new Segment(concepts, numbers, List.of(), Map.of());
  }

  public int size() {
    return numbers.cardinality();
  }

  Segment with(BitSet others) {
    return new Segment(concepts, others, listing, shown);
  }

  /** Those that are also in one of the others. */
  Segment within(List<Segment> others) {
    return with(shared(others));
  }

  Segment without(List<Segment> others) {
    BitSet rest = (BitSet) numbers.clone();
    rest.andNot(shared(others));
    return with(rest);
  }

  private BitSet shared(List<Segment> others) {
    BitSet shared = new BitSet();
    for (Segment other : others) {
      if (other.concepts.codeSystem().url().equals(concepts.codeSystem().url())) {
        shared.or(shared(other));
      }
    }
    return shared;
  }

  private BitSet shared(Segment other) {
    if (other.concepts.equals(concepts)) {
      BitSet both = (BitSet) numbers.clone();
      both.and(other.numbers);
      return both;
    }
    boolean fewer = size() <= other.size();
    Segment smaller = fewer ? this : other;
    Segment larger = fewer ? other : this;
    if (smaller.size() > COMPARED_MAX) {
      throw TerminologyFault.of(TOO_COSTLY, "", "versions of a large code system are mixed");
    }
    List<Integer> numbered = smaller.numbers.stream().boxed().toList();
    List<String> codes = smaller.concepts.codes(numbered);
    Map<String, Integer> found = larger.concepts.numbers(codes);
    BitSet both = new BitSet();
    for (int i = 0; i < codes.size(); i++) {
      int there = found.getOrDefault(codes.get(i), larger.concepts.size());
      if (larger.numbers.get(there)) {
        both.set(fewer ? numbered.get(i) : there);
      }
    }
    return both;
  }

  /** The codes, in the order of their numbers. */
  public List<String> codes() {
    return concepts.codes(numbers.stream().boxed().toList());
  }

  /** The numbers in the order in which they are shown. */
  public List<Integer> ordered(int offset, int count) {
    return (listing.isEmpty()
            ? numbers.stream().boxed()
            : listing.stream().filter(numbers::get).distinct())
        .skip(offset)
        .limit(count)
        .toList();
  }
}
