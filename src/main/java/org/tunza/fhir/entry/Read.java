package org.tunza.fhir.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Answer;
import org.tunza.fhir.EntityTags;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.Version;
import org.tunza.use.AccessRecord;

/**
 * Reads the current version, unless the client has it already. A client that is told so uses its
 * copy, and so that is an access too. https://hl7.org/fhir/R4/http.html#read
 */
public final class Read implements Interaction<Request.Read> {

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final AccessRecord access;

  public Read(AccessRecord access) {
    this.access = access;
  }

  @Override
  public Outcome<Answer> answer(Request.Read request, Exchange exchange) {
    return access
        .current(request.id(), exchange.who())
        .then(version ->
            isKnown(version, exchange)
                ? Outcome.done(
                    Answer.of(NOT_MODIFIED, new Answer.Content.Nothing())
                        .stamped(Answer.Stamp.of(version)))
                : shown(version, exchange));
  }

  /** A version as an answer; of a Binary perhaps its bytes. */
  static Outcome<Answer> shown(Version version, Exchange exchange) {
    Outcome<Answer.Content> content =
        version.id().type().equals("Binary")
            ? RawBinary.shown(version.content(), exchange)
            : Outcome.done(new Answer.Content.Stored(version.content()));
    return content.map(known -> Answer.of(OK, known).stamped(Answer.Stamp.of(version)));
  }

  private static boolean isKnown(Version version, Exchange exchange) {
    String tags = exchange.header("If-None-Match");
    if (tags != null) {
      return EntityTags.matches(tags, version.number());
    }
    Instant since = date(exchange.header("If-Modified-Since"));
    return since != null && version.lastUpdated().getEpochSecond() <= since.getEpochSecond();
  }

  /** A date of HTTP; null when it is none, since the header is then to be ignored. */
  private static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
