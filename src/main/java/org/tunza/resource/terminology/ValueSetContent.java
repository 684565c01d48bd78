package org.tunza.resource.terminology;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.Concept;
import org.tunza.resource.tree.ObjectNode;

/** The codes of a value set, in parts of one code system each. No code is in two of them. */
public record ValueSetContent(List<Segment> segments) {

  public ValueSetContent {
    segments = List.copyOf(segments);
  }

  /**
   * A code of it.
   *
   * @param shown what the value set itself says of it, as include.concept; empty when nothing
   */
  public record Item(CodeSystem codeSystem, Concept concept, ObjectNode shown) {

    /** The display of the value set, else that of the code system. */
    public String display() {
      String own = Trees.text(shown, "display");
      return own.isEmpty() ? concept.display() : own;
    }

    /** The designations of the value set, and those of the code system. */
    public List<Concept.Designation> designations() {
      List<Concept.Designation> all = new ArrayList<>(CodeSystemReader.designations(shown));
      all.addAll(concept.designations());
      return all;
    }
  }

  public long total() {
    return segments.stream().mapToLong(Segment::size).sum();
  }

  /** Only those that are still meant to be used. */
  public ValueSetContent active() {
    return new ValueSetContent(segments.stream().map(ValueSetReader::active).toList());
  }

  /** Only those with a name in which each of the words begins a word. */
  public ValueSetContent named(Collection<String> words) {
    return words.isEmpty()
        ? this
        : new ValueSetContent(
            segments.stream()
                .map(segment -> {
                  BitSet named = segment.concepts().named(words);
                  named.and(segment.numbers());
                  return segment.with(named);
                })
                .toList());
  }

  /** A page of them. */
  public List<Item> items(int offset, int count) {
    List<Item> items = new ArrayList<>();
    int skip = offset;
    for (Segment segment : segments) {
      int size = segment.size();
      if (skip < size && items.size() < count) {
        items.addAll(items(segment, segment.ordered(skip, count - items.size())));
      }
      skip = Math.max(0, skip - size);
    }
    return items;
  }

  private static List<Item> items(Segment segment, List<Integer> numbers) {
    List<Concept> concepts = segment.concepts().concepts(numbers);
    Map<String, Integer> byCode =
        segment.shown().isEmpty()
            ? Map.of()
            : segment.concepts().numbers(concepts.stream().map(Concept::code).toList());
    return concepts.stream()
        .map(concept -> {
          int number = byCode.getOrDefault(concept.code(), -1);
          return new Item(
              segment.concepts().codeSystem(),
              concept,
              segment.shown().getOrDefault(number, ObjectNode.empty()));
        })
        .toList();
  }

  /** The item of a code; an empty system stands for any. */
  public Optional<Item> item(Code code) {
    for (Segment segment : segments) {
      String url = segment.concepts().codeSystem().url();
      if (code.system().isEmpty() || code.system().equals(url)) {
        Integer number = segment.concepts().numbers(List.of(code.code())).get(code.code());
        if (number != null && segment.numbers().get(number)) {
          return items(segment, List.of(number)).stream().findFirst();
        }
      }
    }
    return Optional.empty();
  }

  List<Code> codes() {
    return segments.stream()
        .flatMap(segment -> {
          String url = segment.concepts().codeSystem().url();
          return segment.codes().stream().map(code -> new Code(url, code));
        })
        .toList();
  }
}
