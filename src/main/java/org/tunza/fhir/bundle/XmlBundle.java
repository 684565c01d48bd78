package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.EMPTY_BODY;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.tunza.platform.PortionStream;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlReader;

/** A bundle in XML, read as it comes. https://hl7.org/fhir/R4/xml.html */
final class XmlBundle {

  private final Counted body;
  private final SentEntries entries;

  private XmlBundle(InputStream xml, SentEntries entries) {
    this.body = new Counted(xml);
    this.entries = entries;
  }

  static Outcome<SentBundle> read(InputStream xml, SentEntries entries) throws IOException {
    PushbackInputStream body = new PushbackInputStream(xml);
    int first = body.read();
    if (first < 0) {
      return Outcome.refused(EMPTY_BODY, "", "the body is empty");
    }
    body.unread(first);
    return new XmlBundle(body, entries).read();
  }

  private Outcome<SentBundle> read() throws IOException {
    return XmlReader.readBundle(body, this::add)
        .then(bundle -> {
          entries.type(String.valueOf(bundle.string("type")));
          return entries.done(String.valueOf(bundle.string("resourceType")));
        });
  }

  private void add(ObjectNode entry) throws IOException {
    ObjectNode resource = entry.object("resource");
    if (resource == null) {
      entries.add(entry, null, 0);
      return;
    }
    ObjectNode rest = entry.without("resource");
    long length = Math.max(0, body.count - JsonWriter.write(rest).length);
    body.count -= length;
    entries.add(rest, resource, length);
  }

  /** Counts the bytes that were read and belong to no resource so far. */
  private static final class Counted extends PortionStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
