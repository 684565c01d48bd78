package org.tunza.store.blob.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A page of what lies in a bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 *
 * @param next asks for the page after it; empty on the last
 */
record Listing(List<Item> items, Optional<String> next) {

  /** An object of the bucket. */
  record Item(String key, Instant modified) {}

  static Listing of(byte[] xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return of(factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
    } catch (XMLStreamException | DateTimeException e) {
      throw new IOException("the list of the bucket can't be read", e);
    }
  }

  private static Listing of(XMLStreamReader reader) throws XMLStreamException, IOException {
    List<Item> items = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    String name = "";
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamReader.START_ELEMENT -> name = reader.getLocalName();
        case XMLStreamReader.CHARACTERS -> texts.put(name, reader.getText());
        case XMLStreamReader.END_ELEMENT -> {
          if (reader.getLocalName().equals("Contents")) {
            items.add(new Item(text(texts, "Key"), Instant.parse(text(texts, "LastModified"))));
          }
          name = "";
        }
        default -> {}
      }
    }
    boolean goesOn = text(texts, "IsTruncated").equals("true");
    return new Listing(
        List.copyOf(items),
        goesOn ? Optional.of(text(texts, "NextContinuationToken")) : Optional.empty());
  }

  private static String text(Map<String, String> texts, String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw new IOException("the list of the bucket has no " + name);
    }
    return text;
  }
}
