package org.tunza.command.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import org.tunza.command.load.source.Hoard;
import org.tunza.command.load.source.Source;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Sends one bundle, as what it is. https://hl7.org/fhir/R4/bundle.html */
final class BundleParts {

  private final Transactions transactions;
  private final Parts parts;
  private final Tally tally;
  private final Hoard.Spilling spilling;

  BundleParts(Transactions transactions, Tally tally, Hoard.Spilling spilling) {
    this.transactions = transactions;
    this.parts = new Parts(transactions, tally);
    this.tally = tally;
    this.spilling = spilling;
  }

  /** Is shown each entry of a bundle. */
  @FunctionalInterface
  private interface Visitor {
    void entry(int index, ObjectNode entry) throws IOException;
  }

  void send(Surveyed file) throws IOException {
    try {
      switch (file.kind()) {
        case TRANSACTION -> whole(file, file.source().opening(), file.bytes());
        case COLLECTION -> collection(file);
        case BATCH -> batch(file);
        case RESOURCE, LINES, HISTORY -> throw new IllegalArgumentException("no bundle");
      }
    } catch (JsonReader.Fault fault) {
      var reason = fault.refusal().faults().getFirst();
      String code = fault.refusal().code().id();
      tally.refused(
          new Refused(file.source().name(), reason.place(), code, reason.text()), file.entries());
    }
  }

  /** A transaction is one commit. */
  private void whole(Surveyed file, Source.Opening bundle, long bytes) {
    switch (transactions.send(bundle, bytes, file.key(0))) {
      case Reply.Done() -> tally.done(file.entries());
      case Reply.DoneBefore() -> tally.doneBefore(file.entries());
      case Reply.Refused(String code, String place, String text) ->
          tally.refused(new Refused(file.source().name(), place, code, text), file.entries());
    }
  }

  /** A collection becomes one transaction whose entries keep their ids. */
  private void collection(Surveyed file) throws IOException {
    try (Hoard hoard = new Hoard(spilling)) {
      Hoard.Span head =
          hoard.keep(
              "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                  .getBytes(US_ASCII));
      long[] length = {head.length()};
      each(
          file,
          (index, entry) -> {
            byte[] bytes = JsonWriter.write(kept(entry));
            length[0] += hoard.keep(index == 0 ? new byte[0] : new byte[] {','}).length();
            length[0] += hoard.keep(bytes).length();
          });
      length[0] += hoard.keep("]}".getBytes(US_ASCII)).length();
      Hoard.Span all = new Hoard.Span(head.from(), length[0]);
      whole(file, () -> hoard.stream(all), all.length());
    }
  }

  /** The entry as an update under its own id, or as a create when it has none. */
  private static ObjectNode kept(ObjectNode entry) {
    ObjectNode resource = entry.object("resource");
    ObjectNode given = resource == null ? ObjectNode.empty() : resource;
    String type = String.valueOf(given.string("resourceType"));
    String id = given.string("id");
    return entry
        .without("search")
        .without("response")
        .with(
            "request",
            ObjectNode.of("method", Node.string(id == null ? "POST" : "PUT"))
                .with("url", Node.string(id == null ? type : type + "/" + id)));
  }

  /**
   * Each entry of a batch is a commit of its own, in their order, since one may look for another.
   */
  private void batch(Surveyed file) throws IOException {
    each(
        file,
        (index, entry) -> {
          ObjectNode request = entry.object("request");
          String method = request == null ? null : request.string("method");
          if ("GET".equals(method) || "HEAD".equals(method)) {
            tally.done(1);
            return;
          }
          byte[] bytes = JsonWriter.write(entry);
          String place = "Bundle.entry[%d]".formatted(index);
          Piece piece = new Piece(file.source().name(), place, () -> bytes, bytes.length);
          parts.send(List.of(piece), file.key(index));
        });
  }

  private static void each(Surveyed file, Visitor visitor) throws IOException {
    try (JsonParser parser = JsonReader.parser(file.source().opening().open())) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("entry")) {
          for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
              visitor.entry(index, JsonReader.object(parser));
            } else {
              parser.skipChildren();
            }
          }
        } else {
          parser.skipChildren();
        }
      }
    }
  }
}
