package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.DISK_FULL;
import static org.tunza.record.RefusalCode.EMPTY_BODY;
import static org.tunza.record.RefusalCode.INVALID_BUNDLE;
import static org.tunza.record.RefusalCode.MALFORMED_JSON;
import static org.tunza.record.RefusalCode.TOO_COMPLEX;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.create.transaction.Gist;
import org.tunza.fhir.BodyFault;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a bundle entry by entry, so that no more than one resource is in memory at a time once
 * there are too many of them. https://hl7.org/fhir/R4/bundle.html
 */
final class BundleReader {

  private final EntryBodies bodies;
  private final Sight sight;
  private final int entriesMax;
  private final List<BundleEntry> entries = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private String resourceType = "";
  private String type = "";
  private @Nullable Refusal unseen;

  /** Sees each resource once, as it passes. */
  @FunctionalInterface
  interface Sight {
    Outcome<Gist> of(ObjectNode resource);
  }

  private BundleReader(EntryBodies bodies, Sight sight, int entriesMax) {
    this.bodies = bodies;
    this.sight = sight;
    this.entriesMax = entriesMax;
  }

  /** Reads JSON, up to so many entries; the resources go to the bodies. */
  static Outcome<SentBundle> read(
      InputStream json, EntryBodies bodies, Sight sight, int entriesMax) {
    BundleReader reader = new BundleReader(bodies, sight, entriesMax);
    try (JsonParser parser = JsonReader.parser(json)) {
      return reader.told(parser);
    } catch (JacksonException e) {
      return Outcome.refused(refusal(e, ""));
    }
  }

  /** Reads a tree that was made from XML. */
  static Outcome<SentBundle> read(
      ObjectNode bundle, EntryBodies bodies, Sight sight, int entriesMax) {
    BundleReader reader = new BundleReader(bodies, sight, entriesMax);
    try {
      reader.tree(bundle);
      return reader.done();
    } catch (Stop stop) {
      return Outcome.refused(stop.refusal);
    } catch (IOException e) {
      return Outcome.refused(refusal(e));
    }
  }

  private Outcome<SentBundle> told(JsonParser parser) {
    try {
      bundle(parser);
      return done();
    } catch (Stop stop) {
      return Outcome.refused(stop.refusal);
    } catch (JsonReader.Fault fault) {
      return Outcome.refused(fault.refusal());
    } catch (JacksonException e) {
      return Outcome.refused(refusal(e, JsonReader.place(parser)));
    } catch (IOException e) {
      return Outcome.refused(refusal(e));
    }
  }

  private static Refusal refusal(JacksonException e, String place) {
    return e.getCause() instanceof BodyFault fault ? fault.refusal() : JsonReader.refusal(e, place);
  }

  private static Refusal refusal(IOException e) {
    if (String.valueOf(e.getMessage()).contains("No space left on device")) {
      return Refusal.of(DISK_FULL, "", "there is no room for a bundle of this size");
    }
    throw new UncheckedIOException(e);
  }

  private void bundle(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new Stop(EMPTY_BODY, "", "the body is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new Stop(MALFORMED_JSON, "", "the body is not a JSON object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      known(name);
      JsonToken token = parser.nextToken();
      switch (name) {
        case "entry" -> entries(parser, token);
        case "resourceType" -> resourceType = text(JsonReader.value(parser, token), name);
        case "type" -> type = text(JsonReader.value(parser, token), name);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new Stop(MALFORMED_JSON, "", "there is more after the object's end");
    }
  }

  private void entries(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      throw new Stop(INVALID_BUNDLE, "Bundle.entry", "entries are an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new Stop(INVALID_BUNDLE, BundleEntry.place(entries.size()), "not an object");
      }
      entry(parser);
    }
  }

  private void entry(JsonParser parser) throws IOException {
    String place = BundleEntry.place(entries.size());
    ObjectNode.Builder rest = new ObjectNode.Builder();
    int body = BundleEntry.NO_BODY;
    Gist gist = Gist.NONE;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("resource") && token == JsonToken.START_OBJECT) {
        if (body != BundleEntry.NO_BODY) {
          throw new Stop(MALFORMED_JSON, place + ".resource", "the member occurs twice");
        }
        long start = parser.currentLocation().getByteOffset();
        ObjectNode resource = JsonReader.object(parser);
        gist = gist(resource);
        body = bodies.add(resource, parser.currentLocation().getByteOffset() - start);
      } else if (!rest.add(name, JsonReader.value(parser, token))) {
        throw new Stop(MALFORMED_JSON, place + "." + name, "the member occurs twice");
      }
    }
    add(rest.build(), body, gist);
  }

  private void tree(ObjectNode bundle) throws IOException {
    resourceType = String.valueOf(bundle.string("resourceType"));
    type = String.valueOf(bundle.string("type"));
    ArrayNode all = bundle.array("entry");
    for (Node one : all == null ? List.<Node>of() : all.items()) {
      if (!(one instanceof ObjectNode entry)) {
        throw new Stop(INVALID_BUNDLE, BundleEntry.place(entries.size()), "not an object");
      }
      ObjectNode resource = entry.object("resource");
      int body = resource == null ? BundleEntry.NO_BODY : bodies.add(resource, 0);
      add(
          resource == null ? entry : entry.without("resource"),
          body,
          resource == null ? Gist.NONE : gist(resource));
    }
  }

  /** The gist of a resource; what is wrong with its links concerns a transaction only. */
  private Gist gist(ObjectNode resource) {
    if (type.equals("batch")) {
      return Gist.NONE;
    }
    return switch (sight.of(resource)) {
      case Outcome.Done<Gist>(Gist gist) -> gist;
      case Outcome.Refused<Gist>(Refusal refusal) -> {
        String text = refusal.faults().getFirst().text();
        String place = BundleEntry.place(entries.size()) + ".resource";
        unseen = unseen == null ? Refusal.of(refusal.code(), place, text) : unseen;
        yield Gist.NONE;
      }
    };
  }

  private void add(ObjectNode entry, int body, Gist gist) {
    if (entries.size() == entriesMax) {
      throw new Stop(TOO_COMPLEX, "Bundle.entry", "more than %d entries".formatted(entriesMax));
    }
    switch (BundleEntry.of(entries.size(), entry, body, gist)) {
      case Outcome.Done<BundleEntry>(BundleEntry one) -> entries.add(one);
      case Outcome.Refused<BundleEntry>(Refusal refusal) -> throw new Stop(refusal);
    }
  }

  private void known(String name) {
    TypeDefinition definition = Definitions.r4().resource("Bundle");
    if (!name.equals("resourceType") && (definition == null || definition.member(name) == null)) {
      throw new Stop(INVALID_BUNDLE, "Bundle." + name, "there is no such element");
    }
    if (!seen.add(name)) {
      throw new Stop(MALFORMED_JSON, "Bundle." + name, "the member occurs twice");
    }
  }

  private static String text(Node node, String name) {
    if (node instanceof Node.StringNode(String text)) {
      return text;
    }
    throw new Stop(INVALID_BUNDLE, "Bundle." + name, "not a string");
  }

  private Outcome<SentBundle> done() {
    if (!resourceType.equals("Bundle")) {
      return Outcome.refused(RefusalCode.TYPE_MISMATCH, "", "a Bundle is sent to the base");
    }
    if (!type.equals("batch") && !type.equals("transaction")) {
      return Outcome.refused(INVALID_BUNDLE, "Bundle.type", "batch or transaction");
    }
    return unseen != null && type.equals("transaction")
        ? Outcome.refused(unseen)
        : Outcome.done(new SentBundle(type, entries, bodies));
  }

  /** That reading ends here, and why. */
  private static final class Stop extends RuntimeException {
    private final transient Refusal refusal;

    Stop(Refusal refusal) {
      super(refusal.code().id(), null, false, false);
      this.refusal = refusal;
    }

    Stop(RefusalCode code, String place, String text) {
      this(Refusal.of(code, place, text));
    }
  }
}
