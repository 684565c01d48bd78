package org.tunza.resource.terminology;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.record.terminology.Words;

/** The concepts of a code system that is at hand, such as one that is kept as an entry. */
public final class ListedConcepts implements Concepts {

  private final CodeSystem codeSystem;
  private final Hierarchy hierarchy;
  private final List<Concept> concepts;
  private final Map<String, Integer> numbers;

  public ListedConcepts(CodeSystem codeSystem, Hierarchy hierarchy) {
    this.codeSystem = codeSystem;
    this.hierarchy = hierarchy;
    this.concepts = hierarchy.concepts();
    this.numbers = HashMap.newHashMap(concepts.size());
    for (int number = 0; number < concepts.size(); number++) {
      numbers.put(concepts.get(number).code(), number);
    }
  }

  @Override
  public CodeSystem codeSystem() {
    return codeSystem;
  }

  @Override
  public int size() {
    return concepts.size();
  }

  @Override
  public Map<String, Integer> numbers(Collection<String> codes) {
    Map<String, Integer> found = new HashMap<>();
    for (String code : codes) {
      Integer number = numbers.get(code);
      if (number != null) {
        found.put(code, number);
      }
    }
    return found;
  }

  @Override
  public List<String> codes(List<Integer> some) {
    return some.stream().map(number -> concepts.get(number).code()).toList();
  }

  @Override
  public BitSet inactive() {
    return those(concept -> concept.state() == Concept.State.INACTIVE);
  }

  @Override
  public BitSet below(int number) {
    return hierarchy.below(number).set();
  }

  @Override
  public boolean isBelow(int number, int above) {
    return hierarchy.below(above).contains(number);
  }

  @Override
  public BitSet above(int number) {
    BitSet above = parents(number);
    BitSet open = parents(number);
    while (!open.isEmpty()) {
      int next = open.nextSetBit(0);
      open.clear(next);
      BitSet more = parents(next);
      more.andNot(above);
      above.or(more);
      open.or(more);
    }
    return above;
  }

  @Override
  public BitSet parents(int number) {
    BitSet parents = new BitSet();
    Arrays.stream(hierarchy.parents(number)).forEach(parents::set);
    return parents;
  }

  @Override
  public BitSet children(int number) {
    String code = concepts.get(number).code();
    return those(concept -> concept.parents().contains(code));
  }

  @Override
  public BitSet having(String property) {
    return those(concept -> !values(concept, property).isEmpty());
  }

  @Override
  public BitSet having(String property, Collection<String> values) {
    return those(concept -> values(concept, property).stream().anyMatch(values::contains));
  }

  @Override
  public List<String> values(String property) {
    return concepts.stream()
        .flatMap(concept -> values(concept, property).stream())
        .distinct()
        .toList();
  }

  private static List<String> values(Concept concept, String property) {
    return switch (property) {
      case "code" -> List.of(concept.code());
      case "display" -> List.of(concept.display());
      default ->
          concept.properties().stream()
              .filter(one -> one.name().equals(property))
              .map(Property::value)
              .toList();
    };
  }

  @Override
  public BitSet named(Collection<String> words) {
    return those(concept -> {
      NavigableSet<String> own = new TreeSet<>(Words.of(concept));
      return words.stream().allMatch(word -> begins(own.ceiling(word), word));
    });
  }

  private static boolean begins(@Nullable String word, String start) {
    return word != null && word.startsWith(start);
  }

  @Override
  public List<Concept> concepts(List<Integer> some) {
    return some.stream().map(concepts::get).toList();
  }

  private BitSet those(Predicate<Concept> wanted) {
    BitSet set = new BitSet();
    for (int number = 0; number < concepts.size(); number++) {
      set.set(number, wanted.test(concepts.get(number)));
    }
    return set;
  }
}
