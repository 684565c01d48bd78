package org.tunza.resource.tree;

import static org.tunza.record.RefusalCode.INVALID_ENCODING;
import static org.tunza.record.RefusalCode.MALFORMED_JSON;

import java.io.CharConversionException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON strictly into a tree: UTF-8 only, no duplicate keys, no NUL, nulls in arrays only,
 * depth, number length and exponent limited. https://hl7.org/fhir/R4/json.html
 */
public final class JsonReader {

  /** Objects and arrays within each other; FHIR's own deepest element stays far below. */
  public static final int DEPTH_MAX = 100;

  /** Characters of a number's text; FHIR asks for 18 digits. */
  public static final int NUMBER_LENGTH_MAX = 64;

  /** Largest size of an exponent; beyond it a short text would be a huge number. */
  public static final int EXPONENT_MAX = 350;

  /** Characters of one string; Base64 of an attachment is the longest. */
  public static final int STRING_LENGTH_MAX = 64 * 1024 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .maxStringLength(STRING_LENGTH_MAX)
                  .maxNameLength(200)
                  .build())
          .build();

  private JsonReader() {}

  /** Reads one object that fills the whole of the bytes. */
  public static Outcome<ObjectNode> read(byte[] utf8) {
    return value(utf8)
        .then(value ->
            value instanceof ObjectNode object
                ? Outcome.done(object)
                : Outcome.refused(MALFORMED_JSON, "", "the body is not a JSON object"));
  }

  /** Reads one array that fills the whole of the bytes. */
  public static Outcome<ArrayNode> readArray(byte[] utf8) {
    return value(utf8)
        .then(value ->
            value instanceof ArrayNode array
                ? Outcome.done(array)
                : Outcome.refused(MALFORMED_JSON, "", "the body is not a JSON array"));
  }

  /** A parser with the same limits, for bodies that are read as a stream. */
  public static JsonParser parser(InputStream stream) {
    return FACTORY.createParser(ObjectReadContext.empty(), new Utf8Stream(stream));
  }

  private static Outcome<Node> value(byte[] utf8) {
    if (startsWithByteOrderMark(utf8)) {
      return Outcome.refused(INVALID_ENCODING, "", "JSON is UTF-8 without a byte order mark");
    }
    if (!Utf8.isValid(utf8)) {
      return Outcome.refused(INVALID_ENCODING, "", "the body is not valid UTF-8");
    }
    return value(FACTORY.createParser(ObjectReadContext.empty(), utf8));
  }

  private static Outcome<Node> value(JsonParser parser) {
    try (parser) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Outcome.refused(MALFORMED_JSON, "", "the body is empty");
      }
      Node value = value(parser, token);
      if (parser.nextToken() != null) {
        return Outcome.refused(MALFORMED_JSON, "", "there is more after the value's end");
      }
      return Outcome.done(value);
    } catch (Fault fault) {
      return Outcome.refused(Refusal.of(fault.code, fault.place, fault.text));
    } catch (JacksonException e) {
      return Outcome.refused(refusal(e, place(parser)));
    }
  }

  /** What a failure of the streaming parser means, in words that repeat nothing of the content. */
  public static Refusal refusal(JacksonException e, String place) {
    if (e instanceof StreamConstraintsException) {
      return Refusal.of(RefusalCode.TOO_COMPLEX, place, "deeper or longer than the limits allow");
    }
    if (e.getCause() instanceof CharConversionException) {
      return Refusal.of(INVALID_ENCODING, place, "the body is not valid UTF-8");
    }
    String where =
        "line %d, column %d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return Refusal.of(MALFORMED_JSON, place, "not JSON at " + where);
  }

  /** Reads the object whose opening brace the parser is at. */
  public static ObjectNode object(JsonParser parser) {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        throw fault(parser, "null stands only in arrays");
      }
      if (!builder.add(name, value(parser, token))) {
        throw fault(parser, "the member occurs twice");
      }
    }
    return builder.build();
  }

  private static ArrayNode array(JsonParser parser) {
    List<Node> items = new ArrayList<>(4);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new ArrayNode(items);
  }

  /** Reads the value whose first token the parser is at. */
  public static Node value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> string(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Node.BooleanNode.TRUE;
      case VALUE_FALSE -> Node.BooleanNode.FALSE;
      case VALUE_NULL -> Node.NullNode.NULL;
      default -> throw fault(parser, "a value is missing");
    };
  }

  private static Node string(JsonParser parser) {
    String text = parser.getString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw fault(parser, "the string holds a NUL character");
      }
      if (Character.isSurrogate(c) && !isPair(text, i)) {
        throw fault(parser, "the string holds half of a character");
      }
    }
    return new Node.StringNode(text);
  }

  private static boolean isPair(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }

  private static Node number(JsonParser parser) {
    String text = parser.getString();
    int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (mark >= 0) {
      String exponent = text.substring(mark + 1);
      if (exponent.length() > 5 || Math.abs(Integer.parseInt(exponent)) > EXPONENT_MAX) {
        throw fault(parser, "the exponent is beyond " + EXPONENT_MAX);
      }
    }
    return new Node.NumberNode(text);
  }

  private static Fault fault(JsonParser parser, String text) {
    return new Fault(MALFORMED_JSON, place(parser), text);
  }

  /** Where the parser is, as a FHIRPath without the type's name: name[0].given[1]. */
  public static String place(JsonParser parser) {
    StringBuilder path = new StringBuilder();
    place(parser.streamReadContext(), path);
    return path.toString();
  }

  private static void place(TokenStreamContext context, StringBuilder path) {
    TokenStreamContext parent = context.getParent();
    if (parent == null) {
      return;
    }
    place(parent, path);
    if (context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (context.inObject() && context.currentName() != null) {
      path.append(path.isEmpty() ? "" : ".").append(context.currentName());
    }
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length > 2
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /** A fault found while reading; carried to {@link #read} and told there as a refusal. */
  public static final class Fault extends RuntimeException {
    private final RefusalCode code;
    private final String place;
    private final String text;

    Fault(RefusalCode code, String place, String text) {
      super(code.id(), null, false, false);
      this.code = code;
      this.place = place;
      this.text = text;
    }

    public Refusal refusal() {
      return Refusal.of(code, place, text);
    }
  }
}
