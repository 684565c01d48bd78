package org.tunza.command.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tunza.command.load.source.Hoard;
import org.tunza.command.load.source.Packing;
import org.tunza.command.load.source.Source;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlReader;

/**
 * Makes of a file in XML the same file in JSON, in the hoard; entries of a bundle one by one, so
 * that memory follows the largest. https://hl7.org/fhir/R4/xml.html
 */
final class XmlSource {

  private static final byte[] HEAD = "{\"entry\":[".getBytes(US_ASCII);

  private final Hoard hoard;
  private long length;
  private boolean hasEntries;

  private XmlSource(Hoard hoard) {
    this.hoard = hoard;
  }

  /** The file itself when it is none in XML. */
  static Outcome<Source> asJson(Source source, Hoard hoard) throws IOException {
    return source.content() == Packing.Content.XML
        ? new XmlSource(hoard).read(source)
        : Outcome.done(source);
  }

  private Outcome<Source> read(Source source) throws IOException {
    try (InputStream xml = source.opening().open()) {
      Hoard.Span head = hoard.keep(HEAD);
      Outcome<ObjectNode> read = XmlReader.readBundle(xml, this::entry);
      if (read instanceof Outcome.Refused<ObjectNode>(var refusal)) {
        return Outcome.refused(refusal);
      }
      byte[] rest = JsonWriter.write(read.orThrow());
      if (!hasEntries) {
        return Outcome.done(json(source, hoard.keep(rest)));
      }
      length += hoard.keep("],".getBytes(US_ASCII)).length();
      length += hoard.keep(Arrays.copyOfRange(rest, 1, rest.length)).length();
      return Outcome.done(json(source, new Hoard.Span(head.from(), head.length() + length)));
    }
  }

  private void entry(ObjectNode entry) throws IOException {
    if (hasEntries) {
      length += hoard.keep(new byte[] {','}).length();
    }
    hasEntries = true;
    length += hoard.keep(JsonWriter.write(entry)).length();
  }

  private Source json(Source source, Hoard.Span span) {
    return new Source(source.name(), Packing.Content.JSON, () -> hoard.stream(span));
  }
}
