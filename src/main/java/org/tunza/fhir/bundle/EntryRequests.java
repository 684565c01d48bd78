package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.INVALID_BUNDLE;

import java.util.Set;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.fhir.RequestPath;
import org.tunza.record.Outcome;

/** Reads what an entry asks for. https://hl7.org/fhir/R4/http.html#transaction */
final class EntryRequests {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  /** A request with the parameters of its address. */
  record Asked(Request request, Query query) {}

  private EntryRequests() {}

  static Outcome<Asked> of(BundleEntry entry, Exchange whole) {
    String method = entry.request().method();
    if (!METHODS.contains(method)) {
      return Outcome.refused(
          INVALID_BUNDLE,
          entry.place() + ".request.method",
          "GET, HEAD, POST, PUT, PATCH or DELETE");
    }
    String url = entry.request().url();
    String own = whole.base() + "/";
    String relative = url.startsWith(own) ? url.substring(own.length()) : url;
    int mark = relative.indexOf('?');
    String path = mark < 0 ? relative : relative.substring(0, mark);
    if (path.indexOf(':') >= 0) {
      return Outcome.refused(
          INVALID_BUNDLE,
          entry.place() + ".request.url",
          "an address below the base, as Patient/1");
    }
    return RequestPath.parse(path)
        .then(known -> known.with(method))
        .then(request ->
            Query.parse(mark < 0 ? null : relative.substring(mark + 1))
                .map(query -> new Asked(request, query)))
        .then(asked ->
            asked.request instanceof Request.Bundle
                ? Outcome.refused(
                    INVALID_BUNDLE,
                    entry.place() + ".request.url",
                    "a bundle stands alone, not in another")
                : Outcome.done(asked));
  }
}
