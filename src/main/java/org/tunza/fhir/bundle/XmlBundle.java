package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.EMPTY_BODY;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlReader;

/** A bundle in XML, read as it comes. https://hl7.org/fhir/R4/xml.html */
final class XmlBundle {

  private XmlBundle() {}

  static Outcome<SentBundle> read(InputStream xml, SentEntries entries) throws IOException {
    PushbackInputStream body = new PushbackInputStream(xml);
    int first = body.read();
    if (first < 0) {
      return Outcome.refused(EMPTY_BODY, "", "the body is empty");
    }
    body.unread(first);
    return XmlReader.readBundle(body, (entry, length) -> add(entry, length, entries))
        .then(bundle -> {
          entries.type(String.valueOf(bundle.string("type")));
          return entries.done(String.valueOf(bundle.string("resourceType")));
        });
  }

  private static void add(ObjectNode entry, long length, SentEntries entries) throws IOException {
    ObjectNode resource = entry.object("resource");
    entries.add(resource == null ? entry : entry.without("resource"), resource, length);
  }
}
