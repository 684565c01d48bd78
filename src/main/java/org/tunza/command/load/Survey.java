package org.tunza.command.load;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.tunza.command.load.Surveyed.Kind;
import org.tunza.command.load.Surveyed.Rank;
import org.tunza.command.load.source.Source;
import org.tunza.platform.PortionStream;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.home.OrganisationTypes;
import org.tunza.resource.tree.JsonReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Looks through a file as a stream: what it is, how much, and what it must wait for. */
final class Survey {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Source source;
  private String resourceType = "";
  private String bundleType = "";
  private int entries;
  private boolean onlyOrganisation = true;
  private boolean searches;

  private Survey(Source source) {
    this.source = source;
  }

  /** What the file is; refused when it is none that is taken in. */
  static Outcome<Surveyed> of(Source source) throws IOException {
    try (Measured content = new Measured(source.opening().open())) {
      return switch (source.content()) {
        case LINES -> lines(source, Kind.LINES, Rank.RESOURCES, content);
        case HISTORY -> lines(source, Kind.HISTORY, Rank.HISTORY, content);
        case JSON -> new Survey(source).json(content);
        case XML, TAR, ZIP, OTHER -> throw new IllegalArgumentException("no file to take in");
      };
    }
  }

  private static Outcome<Surveyed> lines(Source source, Kind kind, Rank rank, Measured content)
      throws IOException {
    int lines = 0;
    boolean blank = true;
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
      for (int i = 0; i < count; i++) {
        if (chunk[i] == '\n') {
          lines += blank ? 0 : 1;
          blank = true;
        } else {
          blank &= chunk[i] <= ' ' && chunk[i] >= 0;
        }
      }
    }
    lines += blank ? 0 : 1;
    return Outcome.done(new Surveyed(source, kind, rank, content.hash(), content.bytes, lines));
  }

  private Outcome<Surveyed> json(Measured content) throws IOException {
    JsonParser parser = JsonReader.parser(content);
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Outcome.refused(RefusalCode.MALFORMED_JSON, "", "the file is not a JSON object");
      }
      object(parser);
      content.drain();
      return kind()
          .map(kind ->
              new Surveyed(
                  source, kind, rank(kind), content.hash(), content.bytes, Math.max(entries, 1)));
    } catch (JacksonException e) {
      return Outcome.refused(JsonReader.refusal(e, JsonReader.place(parser)));
    }
  }

  private Outcome<Kind> kind() {
    if (!resourceType.equals("Bundle")) {
      return Outcome.done(Kind.RESOURCE);
    }
    return switch (bundleType) {
      case "transaction" -> Outcome.done(Kind.TRANSACTION);
      case "batch" -> Outcome.done(Kind.BATCH);
      case "collection" -> Outcome.done(Kind.COLLECTION);
      default ->
          Outcome.refused(
              RefusalCode.INVALID_BUNDLE, "Bundle.type", "transaction, batch or collection");
    };
  }

  private Rank rank(Kind kind) {
    return switch (kind) {
      case RESOURCE, LINES -> Rank.RESOURCES;
      case HISTORY -> Rank.HISTORY;
      case BATCH, TRANSACTION, COLLECTION -> {
        boolean early = kind == Kind.BATCH || (onlyOrganisation && entries > 0);
        yield early ? (searches ? Rank.ORGANISATION : Rank.GROUND) : Rank.BUNDLE;
      }
    };
  }

  private void object(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING && name.equals("resourceType")) {
        resourceType = parser.getString();
      } else if (token == JsonToken.VALUE_STRING && name.equals("type")) {
        bundleType = parser.getString();
      } else if (token == JsonToken.START_ARRAY && name.equals("entry")) {
        entries(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void entries(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        entries++;
        entry(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void entry(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean resource = "resource".equals(parser.currentName());
      JsonToken token = parser.nextToken();
      if (resource && token == JsonToken.START_OBJECT) {
        resource(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void resource(JsonParser parser) {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING) {
        String name = parser.currentName();
        if (depth == 1 && "resourceType".equals(name)) {
          onlyOrganisation &= OrganisationTypes.has(parser.getString());
        } else if ("reference".equals(name)) {
          searches |= parser.getString().indexOf('?') >= 0;
        }
      }
    }
  }

  /** Counts and hashes what is read. */
  private static final class Measured extends PortionStream {
    private final MessageDigest digest = Fingerprint.sha256();
    private long bytes;

    Measured(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count > 0) {
        digest.update(target, offset, count);
        bytes += count;
      }
      return count;
    }

    void drain() throws IOException {
      byte[] chunk = new byte[CHUNK_BYTES];
      while (read(chunk, 0, CHUNK_BYTES) >= 0) {
        // What follows is measured; the server judges it.
      }
    }

    String hash() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
