package org.tunza.record.terminology;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of a name, as names are searched: lower case, without accents, letters and digits. */
public final class Words {

  private static final int LENGTH_MAX = 100;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  private Words() {}

  /** The different words, in order. */
  public static Set<String> of(String text) {
    Set<String> words = new TreeSet<>();
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    for (String word : BETWEEN.split(plain.toLowerCase(Locale.ROOT), -1)) {
      if (!word.isEmpty()) {
        words.add(word.length() > LENGTH_MAX ? word.substring(0, LENGTH_MAX) : word);
      }
    }
    return words;
  }

  /** The words of all names of a concept. */
  public static Set<String> of(Concept concept) {
    Set<String> words = of(concept.display());
    Stream.concat(
            Stream.of(concept.code()),
            concept.designations().stream().map(Concept.Designation::value))
        .forEach(name -> words.addAll(of(name)));
    return words;
  }
}
