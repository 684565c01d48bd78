package org.tunza.fhir.entry;

import org.tunza.fhir.Answer;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Refusals;
import org.tunza.record.Change;
import org.tunza.record.Written;

/** What is answered to a write. https://hl7.org/fhir/R4/http.html#return */
public final class WrittenAnswer {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private WrittenAnswer() {}

  /** Whether the content written is wanted back. */
  public static Change.Returning returning(Preference preference) {
    return preference == Preference.REPRESENTATION
        ? Change.Returning.CONTENT
        : Change.Returning.HEADERS;
  }

  public static Answer of(Written written, Preference preference) {
    Answer answer = Answer.of(status(written), content(written, preference));
    return written.number() == 0
        ? answer
        : answer
            .stamped(Answer.Stamp.of(written))
            .at(written.id() + "/_history/" + written.number());
  }

  /** What is answered to a delete: nothing, or how it went. */
  public static Answer ofDelete(Written written, Preference preference) {
    if (preference == Preference.OUTCOME) {
      return Answer.of(OK, Refusals.informational(text(written)));
    }
    Answer answer = Answer.of(NO_CONTENT, new Answer.Content.Nothing());
    return written.number() == 0 ? answer : answer.stamped(Answer.Stamp.of(written));
  }

  private static int status(Written written) {
    return switch (written.effect()) {
      case CREATED -> CREATED;
      case UPDATED, UNCHANGED -> OK;
      case DELETED, ABSENT -> NO_CONTENT;
    };
  }

  private static Answer.Content content(Written written, Preference preference) {
    return switch (preference) {
      case MINIMAL -> new Answer.Content.Nothing();
      case OUTCOME -> new Answer.Content.Tree(Refusals.informational(text(written)));
      case REPRESENTATION ->
          written
              .content()
              .<Answer.Content>map(Answer.Content.Stored::new)
              .orElseGet(Answer.Content.Nothing::new);
    };
  }

  private static String text(Written written) {
    return switch (written.effect()) {
      case CREATED -> "created";
      case UPDATED -> "a new version was written";
      case UNCHANGED -> "nothing was written, since nothing would change";
      case DELETED -> "deleted";
      case ABSENT -> "there was nothing to delete";
    };
  }
}
