package org.tunza.resource.content;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Canonical bytes of a resource that wait for version and date. Type, id and meta stand first, the
 * rest as sent; the server alone says versionId and lastUpdated.
 * https://hl7.org/fhir/R4/resource.html#Meta
 */
public final class Canonical implements Draft.Content {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final byte[] start;
  private final byte[] rest;

  private Canonical(byte[] start, byte[] rest) {
    this.start = start;
    this.rest = rest;
  }

  /** The content of a resource under an id. */
  public static Canonical of(EntryId id, ObjectNode resource) {
    ObjectNode.Builder head = new ObjectNode.Builder();
    head.add("resourceType", Node.string(id.type()));
    head.add("id", Node.string(id.id()));
    byte[] headBytes = JsonWriter.write(head.build());
    String open = ",\"meta\":{\"versionId\":\"";
    byte[] start =
        joined(
            Arrays.copyOf(headBytes, headBytes.length - 1), open.getBytes(StandardCharsets.UTF_8));
    ObjectNode sent = resource.object("meta");
    ObjectNode meta =
        sent == null
            ? ObjectNode.empty()
            : without(sent, "versionId", "_versionId", "lastUpdated", "_lastUpdated");
    ObjectNode others = without(resource, "resourceType", "id", "meta");
    return new Canonical(start, joined(tail(meta), tail(others)));
  }

  private static ObjectNode without(ObjectNode object, String... names) {
    ObjectNode less = object;
    for (String name : names) {
      less = less.without(name);
    }
    return less;
  }

  /** The members of an object and its closing brace, as they follow other members. */
  private static byte[] tail(ObjectNode object) {
    byte[] bytes = JsonWriter.write(object);
    if (object.size() == 0) {
      return new byte[] {'}'};
    }
    bytes[0] = ',';
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public byte[] canonical(int version, Instant lastUpdated) {
    String middle = version + "\",\"lastUpdated\":\"" + INSTANT.format(lastUpdated) + "\"";
    byte[] known = middle.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(start, start.length + known.length + rest.length);
    System.arraycopy(known, 0, all, start.length, known.length);
    System.arraycopy(rest, 0, all, start.length + known.length, rest.length);
    return all;
  }
}
