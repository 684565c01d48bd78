package org.tunza.command.load.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** What a file is and how it is compressed, by its name. */
public record Packing(Content content, Compression compression) {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int XZ_KIBIBYTES_MAX = 100 * 1024;

  /** What a file holds. */
  public enum Content {
    JSON,
    XML,
    LINES,
    HISTORY,
    TAR,
    ZIP,
    OTHER
  }

  /** How it is compressed. */
  enum Compression {
    NONE,
    GZIP,
    XZ
  }

  /** Of a file name such as Patient.ndjson.gz. */
  static Packing of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".tgz")) {
      return new Packing(Content.TAR, Compression.GZIP);
    }
    if (name.endsWith(".txz")) {
      return new Packing(Content.TAR, Compression.XZ);
    }
    if (name.endsWith(".gz")) {
      return new Packing(content(name.substring(0, name.length() - 3)), Compression.GZIP);
    }
    if (name.endsWith(".xz")) {
      return new Packing(content(name.substring(0, name.length() - 3)), Compression.XZ);
    }
    return new Packing(content(name), Compression.NONE);
  }

  private static Content content(String name) {
    int dot = name.lastIndexOf('.');
    return switch (name.substring(dot + 1)) {
      case "json" -> Content.JSON;
      case "xml" -> Content.XML;
      case "ndjson", "jsonl" -> Content.LINES;
      case "history" -> Content.HISTORY;
      case "tar" -> Content.TAR;
      case "zip" -> Content.ZIP;
      default -> Content.OTHER;
    };
  }

  /** The content without its compression. */
  InputStream uncompressed(InputStream raw) throws IOException {
    return switch (compression) {
      case NONE -> new BufferedInputStream(raw, BUFFER_BYTES);
      case GZIP -> new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
      case XZ ->
          new BufferedInputStream(
              new XZInputStream(new BufferedInputStream(raw, BUFFER_BYTES), XZ_KIBIBYTES_MAX),
              BUFFER_BYTES);
    };
  }
}
