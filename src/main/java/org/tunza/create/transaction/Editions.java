package org.tunza.create.transaction;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
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

  private static Outcome<Draft> received(Draft draft, ObjectNode sent) {
    ObjectNode meta = sent.object("meta");
    String number = meta == null ? null : meta.string("versionId");
    String date = meta == null ? null : meta.string("lastUpdated");
    OptionalInt version =
        number != null && number.matches(NUMBER)
            ? OptionalInt.of(Integer.parseInt(number))
            : OptionalInt.empty();
    if (version.isPresent() && date != null) {
      try {
        return Outcome.done(
            draft.received(
                new Edition(version.getAsInt(), OffsetDateTime.parse(date).toInstant())));
      } catch (DateTimeException e) {
        return refused(draft);
      }
    }
    return refused(draft);
  }

  private static Outcome<Draft> refused(Draft draft) {
    return Outcome.refused(
        RefusalCode.INVALID_CONTENT,
        draft.id().type() + ".meta",
        "what is kept as exported has a number as versionId, and lastUpdated");
  }
}
