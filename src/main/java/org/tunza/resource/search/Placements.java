package org.tunza.resource.search;

import java.util.Set;
import org.tunza.resource.search.SearchParameter.Placement;

/**
 * Decides where the terms of a parameter are kept. Hot are the codes and references by which
 * clinicians and other systems ask, three to six a resource; each costs a row per value.
 */
final class Placements {

  private static final Set<String> HOT_TOKENS =
      Set.of("identifier", "code", "category", "type", "class", "clinical-status", "vaccine-code");

  private static final Set<String> HOT_REFERENCES =
      Set.of(
          "subject",
          "patient",
          "beneficiary",
          "individual",
          "encounter",
          "context",
          "based-on",
          "part-of",
          "medication",
          "prescription",
          "request",
          "claim",
          "focus",
          "actor",
          "schedule",
          "appointment",
          "questionnaire",
          "practitioner",
          "organization",
          "owner",
          "member");

  private Placements() {}

  static SearchParameter placed(SearchParameter p) {
    return new SearchParameter(
        p.number(),
        p.type(),
        p.code(),
        p.kind(),
        placement(p),
        p.madeOf(),
        p.components(),
        p.targets(),
        p.expression(),
        p.walks());
  }

  private static Placement placement(SearchParameter p) {
    if (p.walks().isEmpty() || isHeldByEntry(p)) {
      return Placement.NONE;
    }
    return switch (p.kind()) {
      case TOKEN -> HOT_TOKENS.contains(p.code()) ? Placement.HOT : Placement.TAIL;
      case REFERENCE -> HOT_REFERENCES.contains(p.code()) ? Placement.HOT : Placement.TAIL;
      case URI -> p.code().equals("url") ? Placement.HOT : Placement.TAIL;
      case STRING, DATE, NUMBER, QUANTITY, SPECIAL -> Placement.ORDERED;
      case COMPOSITE -> Placement.NONE;
    };
  }

  /** The id and the date of a version stand in the entry's own row. */
  private static boolean isHeldByEntry(SearchParameter p) {
    return p.type().equals(SearchParameters.EVERY_TYPE)
        && (p.code().equals("_id") || p.code().equals("_lastUpdated"));
  }
}
