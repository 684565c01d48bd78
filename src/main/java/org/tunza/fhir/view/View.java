package org.tunza.fhir.view;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;
import static org.tunza.record.RefusalCode.NOT_ACCEPTABLE;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Query;
import org.tunza.record.Outcome;

/**
 * How a client wants a resource to be shown. https://hl7.org/fhir/R4/http.html#parameters
 *
 * @param elements names of top-level elements to show; empty for all
 */
public record View(Format format, Spacing spacing, Summary summary, Set<String> elements) {

  /** JSON as it is stored. */
  public static final View STORED = new View(Format.JSON, Spacing.NONE, Summary.WHOLE, Set.of());

  public View {
    elements = Set.copyOf(elements);
  }

  /** Whether there are blanks and line ends for people who read it. */
  public enum Spacing {
    NONE,
    PRETTY
  }

  /** Which elements are shown. https://hl7.org/fhir/R4/search.html#summary */
  public enum Summary {
    WHOLE,
    SUMMARY,
    TEXT,
    DATA,
    COUNT
  }

  /** What the exchange asks for. */
  public static Outcome<View> of(Exchange exchange) {
    String accept = exchange.header("Accept");
    Query query = exchange.query();
    if (query.isEmpty() && (accept == null || accept.equals("application/fhir+json"))) {
      return Outcome.done(STORED);
    }
    return format(query.first("_format"), accept)
        .then(format ->
            spacing(query.first("_pretty"))
                .then(spacing ->
                    summary(query.first("_summary"))
                        .map(summary -> new View(format, spacing, summary, elements(query)))));
  }

  private static Outcome<Format> format(@Nullable String asked, @Nullable String accept) {
    if (asked != null) {
      for (MediaRange range : MediaRange.list(asked)) {
        Format format = Format.of(range.type());
        if (format != null && range.speaksR4()) {
          return Outcome.done(format);
        }
      }
      return Outcome.refused(NOT_ACCEPTABLE, "_format", "FHIR R4 as JSON or XML is offered");
    }
    if (accept == null || accept.isBlank()) {
      return Outcome.done(Format.JSON);
    }
    for (MediaRange range : MediaRange.list(accept)) {
      Format format = covered(range);
      if (format != null && range.weight() > 0 && range.speaksR4()) {
        return Outcome.done(format);
      }
    }
    return Outcome.refused(NOT_ACCEPTABLE, "Accept", "FHIR R4 as JSON or XML is offered");
  }

  private static @Nullable Format covered(MediaRange range) {
    Format format = Format.of(range.type());
    return format == null && range.covers(Format.JSON.mediaType()) ? Format.JSON : format;
  }

  private static Outcome<Spacing> spacing(@Nullable String pretty) {
    return switch (pretty) {
      case null -> Outcome.done(Spacing.NONE);
      case "false" -> Outcome.done(Spacing.NONE);
      case "true", "" -> Outcome.done(Spacing.PRETTY);
      default -> Outcome.refused(INVALID_PARAMETER, "_pretty", "true or false");
    };
  }

  private static Outcome<Summary> summary(@Nullable String asked) {
    return switch (asked) {
      case null -> Outcome.done(Summary.WHOLE);
      case "false" -> Outcome.done(Summary.WHOLE);
      case "true" -> Outcome.done(Summary.SUMMARY);
      case "text" -> Outcome.done(Summary.TEXT);
      case "data" -> Outcome.done(Summary.DATA);
      case "count" -> Outcome.done(Summary.COUNT);
      default -> Outcome.refused(INVALID_PARAMETER, "_summary", "true, text, data, count or false");
    };
  }

  private static Set<String> elements(Query query) {
    String asked = query.first("_elements");
    return asked == null || asked.isBlank() ? Set.of() : Set.copyOf(List.of(asked.split(",", 200)));
  }

  /** Whether the whole resource is shown. */
  boolean isWhole() {
    return summary == Summary.WHOLE && elements.isEmpty();
  }

  /** The same, of the whole resource. */
  public View entire() {
    return isWhole() ? this : new View(format, spacing, Summary.WHOLE, Set.of());
  }
}
