package org.tunza.fhir.terminology;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.tunza.record.terminology.Concept.Designation;

/** Which of its names a concept is shown with. https://www.rfc-editor.org/rfc/rfc4647 */
final class Displays {

  private static final String FULLY_SPECIFIED = "900000000000003001";

  private final List<LanguageRange> ranges;

  private Displays(List<LanguageRange> ranges) {
    this.ranges = ranges;
  }

  /** For languages as displayLanguage names them; what is no such list names none. */
  static Displays in(String languages) {
    try {
      return new Displays(languages.isBlank() ? List.of() : LanguageRange.parse(languages));
    } catch (IllegalArgumentException e) {
      return new Displays(List.of());
    }
  }

  /** The name in the first of the languages that there is one in, else the usual one. */
  String of(String usual, List<Designation> designations) {
    for (LanguageRange range : ranges) {
      List<Designation> fitting =
          designations.stream().filter(one -> fits(range, one.language())).toList();
      if (fitting.stream().anyMatch(one -> one.value().equals(usual))) {
        return usual;
      }
      if (!fitting.isEmpty()) {
        return fitting.stream()
            .filter(one -> !one.use().code().equals(FULLY_SPECIFIED))
            .findFirst()
            .orElse(fitting.getFirst())
            .value();
      }
    }
    return usual;
  }

  private static boolean fits(LanguageRange range, String language) {
    return !language.isEmpty() && !Locale.filterTags(List.of(range), List.of(language)).isEmpty();
  }
}
