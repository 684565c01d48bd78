package org.tunza.record.terminology;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The concepts of one version of a code system, asked for as sets. Within a version they have the
 * numbers from 0 to size - 1, so that a set of them is a {@link BitSet}, which belongs to whoever
 * asked. https://hl7.org/fhir/R4/terminology-service.html
 */
public interface Concepts {

  CodeSystem codeSystem();

  int size();

  /** The numbers of those codes that there are. */
  Map<String, Integer> numbers(Collection<String> codes);

  /** The codes of these numbers, in their order. */
  List<String> codes(List<Integer> numbers);

  BitSet inactive();

  /** All that a concept subsumes, without itself. */
  BitSet below(int number);

  /** Whether the second subsumes the first and is another. */
  boolean isBelow(int number, int above);

  /** All that subsume a concept, without itself. */
  BitSet above(int number);

  BitSet parents(int number);

  BitSet children(int number);

  /** Those that have a property, whatever its value. */
  BitSet having(String property);

  /** Those that have a property with one of these values; {@code code} and {@code display} too. */
  BitSet having(String property, Collection<String> values);

  /** The different values of a property; {@code code} and {@code display} too. */
  List<String> values(String property);

  /** Those with a name in which each of these words, in normal form, begins a word. */
  BitSet named(Collection<String> words);

  /** These concepts with all that is known of them, in the order of the numbers given. */
  List<Concept> concepts(List<Integer> numbers);
}
