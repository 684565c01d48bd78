package org.tunza.create.transaction;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Draft;
import org.tunza.record.Edition;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.ObjectNode;

/** Whose numbers and dates the versions of a transaction get. */
public enum Editions {
  /** Those that this store gives. */
  OWN,
  /** Those that the resources carry, from the store that they were exported from. */
  AS_EXPORTED;

  private static final String NUMBER = "[1-9][0-9]{0,8}";

  /** The draft with the edition that its resource was sent with, when that is to be kept. */
  Outcome<Draft> edited(Draft draft, ObjectNode sent) {
    return switch (this) {
      case OWN -> Outcome.done(draft);
      case AS_EXPORTED -> received(draft, sent);
    };
  }

  /** The edition of a deletion, when it is told and to be kept. */
  Optional<Edition> ofDeletion(Optional<Edition> told) {
    return switch (this) {
      case OWN -> Optional.empty();
      case AS_EXPORTED -> told;
    };
  }

  /** An edition as it is written; empty when number or date are none. */
  public static Optional<Edition> told(@Nullable String number, @Nullable String date) {
    if (number == null || date == null || !number.matches(NUMBER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Edition(Integer.parseInt(number), OffsetDateTime.parse(date).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Outcome<Draft> received(Draft draft, ObjectNode sent) {
    ObjectNode meta = sent.object("meta");
    return (meta == null
            ? Optional.<Edition>empty()
            : told(meta.string("versionId"), meta.string("lastUpdated")))
        .map(edition -> Outcome.done(draft.received(edition)))
        .orElseGet(() -> refused(draft));
  }

  private static Outcome<Draft> refused(Draft draft) {
    return Outcome.refused(
        RefusalCode.INVALID_CONTENT,
        draft.id().type() + ".meta",
        "what is kept as exported has a number as versionId, and lastUpdated");
  }
}
