package org.tunza.resource.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes canonical JSON: members in their order, number text as it was, no blanks, UTF-8, only
 * quote, backslash and control characters escaped. One object is used for one text.
 */
public final class JsonWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] buffer;
  private int size;

  private JsonWriter(int capacity) {
    buffer = new byte[capacity];
  }

  /** The canonical bytes of a node. */
  public static byte[] write(Node node) {
    JsonWriter writer = new JsonWriter(2048);
    writer.node(node);
    return Arrays.copyOf(writer.buffer, writer.size);
  }

  private void node(Node node) {
    switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> array(array);
      case Node.StringNode(String text) -> string(text);
      case Node.NumberNode(String text) -> ascii(text);
      case Node.BooleanNode flag -> ascii(flag.text());
      case Node.NullNode none -> ascii(none.text());
    }
  }

  private void object(ObjectNode object) {
    put('{');
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) {
        put(',');
      }
      string(object.name(i));
      put(':');
      node(object.value(i));
    }
    put('}');
  }

  private void array(ArrayNode array) {
    put('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        put(',');
      }
      node(array.items().get(i));
    }
    put(']');
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[size++] = (byte) text.charAt(i);
    }
  }

  private void string(String text) {
    put('"');
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i = beyondAscii(text, i, c);
      } else if (c < 0x20 || c == '"' || c == '\\') {
        escaped(c);
      } else {
        put(c);
      }
    }
    put('"');
  }

  private void escaped(char c) {
    reserve(6);
    buffer[size++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[size++] = (byte) c;
      case '\n' -> buffer[size++] = 'n';
      case '\r' -> buffer[size++] = 'r';
      case '\t' -> buffer[size++] = 't';
      case '\b' -> buffer[size++] = 'b';
      case '\f' -> buffer[size++] = 'f';
      default -> {
        buffer[size++] = 'u';
        buffer[size++] = '0';
        buffer[size++] = '0';
        buffer[size++] = HEX[c >> 4];
        buffer[size++] = HEX[c & 15];
      }
    }
  }

  /** Writes the code point at the index and returns the index of its last char. */
  private int beyondAscii(String text, int index, char c) {
    reserve(4);
    int point = Character.isSurrogate(c) ? text.codePointAt(index) : c;
    if (point < 0x800) {
      buffer[size++] = (byte) (0xC0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        buffer[size++] = (byte) (0xE0 | (point >> 12));
      } else {
        buffer[size++] = (byte) (0xF0 | (point >> 18));
        buffer[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      }
      buffer[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    }
    buffer[size++] = (byte) (0x80 | (point & 0x3F));
    return point >= 0x10000 ? index + 1 : index;
  }

  private void put(char c) {
    if (size == buffer.length) {
      reserve(1);
    }
    buffer[size++] = (byte) c;
  }

  private void reserve(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
