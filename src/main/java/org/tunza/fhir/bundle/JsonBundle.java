package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.EMPTY_BODY;
import static org.tunza.record.RefusalCode.INVALID_BUNDLE;
import static org.tunza.record.RefusalCode.MALFORMED_JSON;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.BodyFault;
import org.tunza.fhir.bundle.SentEntries.Stop;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A bundle in JSON, read as it comes. https://hl7.org/fhir/R4/json.html */
final class JsonBundle {

  private final JsonParser parser;
  private final SentEntries entries;
  private final Set<String> seen = new HashSet<>();
  private String resourceType = "";

  private JsonBundle(JsonParser parser, SentEntries entries) {
    this.parser = parser;
    this.entries = entries;
  }

  static Outcome<SentBundle> read(InputStream json, SentEntries entries) throws IOException {
    try (JsonParser parser = JsonReader.parser(json)) {
      return told(parser, entries);
    } catch (JacksonException e) {
      return Outcome.refused(refusal(e, ""));
    }
  }

  private static Outcome<SentBundle> told(JsonParser parser, SentEntries entries)
      throws IOException {
    JsonBundle bundle = new JsonBundle(parser, entries);
    try {
      bundle.bundle();
      return entries.done(bundle.resourceType);
    } catch (JsonReader.Fault fault) {
      return Outcome.refused(fault.refusal());
    } catch (JacksonException e) {
      return Outcome.refused(refusal(e, JsonReader.place(parser)));
    }
  }

  private static Refusal refusal(JacksonException e, String place) {
    return e.getCause() instanceof BodyFault fault ? fault.refusal() : JsonReader.refusal(e, place);
  }

  private void bundle() throws IOException {
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
        case "entry" -> entries(token);
        case "resourceType" -> resourceType = text(JsonReader.value(parser, token), name);
        case "type" -> entries.type(text(JsonReader.value(parser, token), name));
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new Stop(MALFORMED_JSON, "", "there is more after the object's end");
    }
  }

  private void entries(JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      throw new Stop(INVALID_BUNDLE, "Bundle.entry", "entries are an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new Stop(INVALID_BUNDLE, BundleEntry.place(entries.count()), "not an object");
      }
      entry();
    }
  }

  private void entry() throws IOException {
    String place = BundleEntry.place(entries.count());
    ObjectNode.Builder rest = new ObjectNode.Builder();
    @Nullable ObjectNode resource = null;
    long length = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("resource") && token == JsonToken.START_OBJECT) {
        if (resource != null) {
          throw new Stop(MALFORMED_JSON, place + ".resource", "the member occurs twice");
        }
        long start = parser.currentLocation().getByteOffset();
        resource = JsonReader.object(parser);
        length = parser.currentLocation().getByteOffset() - start;
      } else if (!rest.add(name, JsonReader.value(parser, token))) {
        throw new Stop(MALFORMED_JSON, place + "." + name, "the member occurs twice");
      }
    }
    entries.add(rest.build(), resource, length);
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
}
