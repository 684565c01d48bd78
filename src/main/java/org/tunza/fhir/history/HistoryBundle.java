package org.tunza.fhir.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.tunza.fhir.Answer;
import org.tunza.platform.Ids;
import org.tunza.record.History;
import org.tunza.record.Version;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;

/**
 * A page of versions as canonical JSON of a bundle; versions go in as they are stored. The verb
 * that an entry began with is told by its id: this store gave it on POST, or a client chose it with
 * PUT. https://hl7.org/fhir/R4/bundle.html#history
 */
final class HistoryBundle {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
  private final String base;

  private HistoryBundle(String base) {
    this.base = base;
  }

  static byte[] of(History.Page page, Walk walk, CursorSeal seal, String base) {
    HistoryBundle bundle = new HistoryBundle(base);
    bundle.head(page, walk, seal);
    String separator = ",\"entry\":[";
    for (Version version : page.versions()) {
      bundle.put(separator);
      bundle.entry(version);
      separator = ",";
    }
    bundle.put(page.versions().isEmpty() ? "}" : "]}");
    return bundle.out.toByteArray();
  }

  private void head(History.Page page, Walk walk, CursorSeal seal) {
    put("{\"resourceType\":\"Bundle\",\"type\":\"history\"");
    page.total().ifPresent(total -> put(",\"total\":" + total));
    put(",\"link\":[{\"relation\":\"self\",\"url\":");
    text(base + "/" + walk.link());
    page.next()
        .ifPresent(cursor -> {
          put("},{\"relation\":\"next\",\"url\":");
          text(base + "/" + walk.link(cursor, seal));
        });
    put("}]");
  }

  private void entry(Version version) {
    put("{\"fullUrl\":");
    text(base + "/" + version.id());
    boolean deleted = version.state() == Version.State.DELETED;
    if (!deleted) {
      put(",\"resource\":");
      out.writeBytes(version.content());
    }
    boolean first = version.number() == 1;
    boolean posted = first && Ids.areLike(version.id().id());
    put(",\"request\":{\"method\":");
    text(deleted ? "DELETE" : posted ? "POST" : "PUT");
    put(",\"url\":");
    text(posted ? version.id().type() : version.id().toString());
    put("},\"response\":{\"status\":");
    text(deleted ? "204" : first ? "201" : "200");
    put(",\"etag\":");
    text(Answer.Stamp.of(version).entityTag());
    put(",\"lastModified\":");
    text(version.lastUpdated().toString());
    put("}}");
  }

  private void put(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private void text(String value) {
    out.writeBytes(JsonWriter.write(Node.string(value)));
  }
}
