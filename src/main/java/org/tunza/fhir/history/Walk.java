package org.tunza.fhir.history;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Query;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;

/**
 * A history request: what is walked through, and how. https://hl7.org/fhir/R4/http.html#history
 *
 * @param since as sent, or empty
 * @param at as sent, or empty
 */
record Walk(History history, String since, String at) {

  static Outcome<Walk> of(History.Of of, Query query, CursorSeal seal, PageSize size) {
    String since = text(query.first("_since"));
    String at = text(query.first("_at"));
    String name = name(of, since, at);
    return span("_since", since)
        .then(from ->
            span("_at", at)
                .then(current ->
                    count(query.first("_count"), size)
                        .then(count ->
                            cursor(name, query.first("_after"), seal)
                                .map(after ->
                                    new History(
                                        of, from.map(History.Span::from), current, after, count)))))
        .map(history -> new Walk(history, since, at));
  }

  private static String text(@Nullable String sent) {
    return sent == null ? "" : sent;
  }

  private static Outcome<Optional<History.Span>> span(String name, String text) {
    if (text.isEmpty()) {
      return Outcome.done(Optional.empty());
    }
    History.Span span = Moments.span(text);
    return span == null
        ? Outcome.refused(INVALID_PARAMETER, name, "not a date or instant of FHIR")
        : Outcome.done(Optional.of(span));
  }

  private static Outcome<Integer> count(@Nullable String text, PageSize size) {
    if (text == null) {
      return Outcome.done(size.usual());
    }
    boolean digits =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int count = digits ? Integer.parseInt(text) : 0;
    return count > 0
        ? Outcome.done(Math.min(count, size.most()))
        : Outcome.refused(INVALID_PARAMETER, "_count", "a number from 1 on");
  }

  private static Outcome<Optional<History.Cursor>> cursor(
      String name, @Nullable String after, CursorSeal seal) {
    return after == null
        ? Outcome.done(Optional.empty())
        : seal.open(name, after).map(Optional::of);
  }

  private static String name(History.Of of, String since, String at) {
    return path(of) + "|" + since + "|" + at;
  }

  private static String path(History.Of of) {
    return switch (of) {
      case History.Of.Entry(EntryId id) -> id + "/_history";
      case History.Of.Type(String type) -> type + "/_history";
      case History.Of.Everything() -> "_history";
    };
  }

  /** The link to this page, or to the one after a cursor, relative to the base. */
  String link() {
    StringBuilder link = new StringBuilder(path(history.of()));
    link.append("?_count=").append(history.count());
    parameter(link, "_since", since);
    parameter(link, "_at", at);
    return link.toString();
  }

  String link(History.Cursor after, CursorSeal seal) {
    return link() + "&_after=" + seal.seal(name(history.of(), since, at), after);
  }

  private static void parameter(StringBuilder link, String name, String value) {
    if (!value.isEmpty()) {
      link.append('&').append(name).append('=');
      link.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
