package org.tunza.fhir.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.tunza.fhir.Answer;
import org.tunza.fhir.view.MediaRange;
import org.tunza.fhir.view.Shown;

/** Writes an answer to HTTP. https://hl7.org/fhir/R4/http.html#Http-Headers */
final class AnswerWriter {

  private static final String FHIR = "application/fhir+";
  private static final int COMPRESSED_FROM_BYTES = 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  AnswerWriter(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  void write(Answer answer, Shown shown, String base) throws IOException {
    response.setStatus(answer.status());
    if (answer.stamp().isPresent()) {
      Answer.Stamp stamp = answer.stamp().get();
      response.setHeader("ETag", stamp.entityTag());
      response.setDateHeader("Last-Modified", stamp.lastUpdated().toEpochMilli());
    }
    if (answer.location().isPresent()) {
      response.setHeader("Location", base + "/" + answer.location().get());
    }
    if (answer.content() instanceof Answer.Content.Raw raw) {
      raw.securityContext().ifPresent(who -> response.setHeader(Answer.SECURITY_CONTEXT, who));
    }
    body(shown);
  }

  /** Writes the body; answers of records are nobody's to keep, so caches are told. */
  void body(Shown shown) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    byte[] bytes = shown.bytes();
    if (shown.mediaType().isEmpty()) {
      return;
    }
    response.setContentType(shown.mediaType());
    if (!shown.mediaType().startsWith(FHIR)) {
      // Bytes that somebody sent are shown, and must not run.
      response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }
    if (bytes.length > COMPRESSED_FROM_BYTES && wantsGzip()) {
      response.setHeader("Content-Encoding", "gzip");
      response.setHeader("Vary", "Accept, Accept-Encoding");
      bytes = compressed(bytes);
    }
    response.setContentLength(bytes.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
  }

  private boolean wantsGzip() {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null
        && MediaRange.list(accepted).stream()
            .anyMatch(one -> one.type().equals("gzip") && one.weight() > 0);
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
