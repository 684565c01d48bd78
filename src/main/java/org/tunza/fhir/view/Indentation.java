package org.tunza.fhir.view;

import java.io.ByteArrayOutputStream;

/** Lays canonical JSON out in lines, two blanks a level, for people who read it. */
final class Indentation {

  private final ByteArrayOutputStream out;
  private int depth;

  private Indentation(int size) {
    out = new ByteArrayOutputStream(size);
  }

  static byte[] of(byte[] canonical) {
    Indentation lines = new Indentation(canonical.length * 2);
    lines.write(canonical);
    return lines.out.toByteArray();
  }

  private void write(byte[] json) {
    boolean quoted = false;
    for (int i = 0; i < json.length; i++) {
      byte c = json[i];
      if (quoted) {
        out.write(c);
        if (c == '\\') {
          out.write(json[++i]);
        }
        quoted = c != '"';
      } else {
        quoted = c == '"';
        token(c, i + 1 < json.length ? json[i + 1] : 0);
      }
    }
    out.write('\n');
  }

  private void token(byte c, int next) {
    switch (c) {
      case '{', '[' -> {
        out.write(c);
        depth++;
        if (next != '}' && next != ']') {
          line();
        }
      }
      case '}', ']' -> {
        depth--;
        line();
        out.write(c);
      }
      case ',' -> {
        out.write(c);
        line();
      }
      case ':' -> {
        out.write(c);
        out.write(' ');
      }
      default -> out.write(c);
    }
  }

  private void line() {
    out.write('\n');
    for (int i = 0; i < depth; i++) {
      out.write(' ');
      out.write(' ');
    }
  }
}
