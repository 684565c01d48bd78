package org.tunza.fhir.http;

import static org.tunza.record.RefusalCode.EMPTY_BODY;
import static org.tunza.record.RefusalCode.INVALID_ENCODING;
import static org.tunza.record.RefusalCode.UNSUPPORTED_MEDIA_TYPE;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Body;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Query;
import org.tunza.fhir.view.Format;
import org.tunza.record.Attribution;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlReader;

/** What comes with an HTTP request. */
final class HttpExchange implements Exchange {

  private final HttpServletRequest request;
  private final HttpBody body;
  private final Query query;
  private final Attribution who;

  HttpExchange(HttpServletRequest request, HttpBody body, Query query, Attribution who) {
    this.request = request;
    this.body = body;
    this.query = query;
    this.who = who;
  }

  @Override
  public Query query() {
    return query;
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public Body body() {
    return body;
  }

  @Override
  public Outcome<Format> format() {
    Format format = Format.of(body.mediaType());
    String version = body.mediaTypeParameter("fhirversion");
    if (format == null || !(version.isEmpty() || version.startsWith("4.0"))) {
      return Outcome.refused(
          UNSUPPORTED_MEDIA_TYPE, "Content-Type", "FHIR R4 as JSON or XML is taken");
    }
    String charset = body.mediaTypeParameter("charset");
    if (!charset.isEmpty() && !charset.equals("utf-8") && !charset.equals("us-ascii")) {
      return Outcome.refused(INVALID_ENCODING, "Content-Type", "FHIR is always UTF-8");
    }
    return Outcome.done(format);
  }

  @Override
  public Outcome<ObjectNode> resource() {
    return format().then(format -> body.bytes().then(bytes -> parsed(bytes, format)));
  }

  private static Outcome<ObjectNode> parsed(byte[] bytes, Format format) {
    if (bytes.length == 0) {
      return Outcome.refused(EMPTY_BODY, "", "the body is empty");
    }
    return switch (format) {
      case JSON -> JsonReader.read(bytes);
      case XML -> XmlReader.read(bytes);
    };
  }

  @Override
  public Attribution who() {
    return who;
  }

  @Override
  public String base() {
    StringBuffer url = request.getRequestURL();
    int path = url.length() - request.getRequestURI().length();
    return url.substring(0, path) + FhirServlet.PATH;
  }
}
