package org.tunza.fhir.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Refusals;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonWriter;

/**
 * What is answered to requests that the web server itself refuses, such as malformed ones: an
 * OperationOutcome below the FHIR base, a plain line elsewhere, never a stack trace.
 */
public final class PlainErrors extends ErrorReportValve {

  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String uri = request.getRequestURI();
    boolean fhir = uri == null || uri.startsWith(FhirServlet.PATH);
    byte[] body = fhir ? outcome() : plain(status);
    try {
      response.setContentType(fhir ? "application/fhir+json;charset=UTF-8" : "text/plain");
      response.setContentLength(body.length);
      var out = response.getOutputStream();
      out.write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("the client is gone", e);
    }
  }

  private static byte[] outcome() {
    String text = "the web server refuses this request: its address or headers are not well-formed";
    return JsonWriter.write(Refusals.outcome(Refusal.of(RefusalCode.UNUSABLE_REQUEST, "", text)));
  }

  private static byte[] plain(int status) {
    return String.format(Locale.ROOT, "%d%n", status).getBytes(StandardCharsets.US_ASCII);
  }
}
