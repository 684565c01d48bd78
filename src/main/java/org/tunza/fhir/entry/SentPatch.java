package org.tunza.fhir.entry;

import org.tunza.fhir.Exchange;
import org.tunza.fhir.view.Format;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.patch.FhirPathPatch;
import org.tunza.resource.patch.JsonPatch;
import org.tunza.resource.patch.Patch;
import org.tunza.resource.patch.xml.XmlPatch;

/** The patch that was sent, in any of its forms. https://hl7.org/fhir/R4/http.html#patch */
public final class SentPatch {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String XML_PATCH = "application/xml-patch+xml";

  private SentPatch() {}

  public static Outcome<Patch> of(Exchange exchange) {
    String mediaType = exchange.body().mediaType();
    if (mediaType.equals(JSON_PATCH)) {
      return exchange.body().bytes().then(JsonPatch::read);
    }
    if (mediaType.equals(XML_PATCH)) {
      return exchange.body().bytes().then(XmlPatch::read);
    }
    return Format.of(mediaType) == null
        ? Outcome.refused(
            RefusalCode.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type",
            "a patch is JSON Patch, XML Patch, or Parameters as FHIR JSON or XML")
        : exchange.resource().then(FhirPathPatch::of);
  }
}
