package org.tunza.command.load;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.command.load.source.Hoard;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * All histories of an import, lived again in the order of their dates: what was of one moment is
 * together, so that each version meets what it met when it was written. See
 * https://hl7.org/fhir/R4/http.html#history.
 */
final class Histories {

  private final Hoard hoard;
  private final Tally tally;
  private final List<Past> pasts = new ArrayList<>();
  private final MessageDigest digest = Fingerprint.sha256();

  /**
   * A version or deletion.
   *
   * @param name hash of what others call the entry
   */
  private record Past(Piece piece, long name, Instant moment, boolean deletes) {}

  Histories(Hoard hoard, Tally tally) {
    this.hoard = hoard;
    this.tally = tally;
  }

  /** What names the parts, for ever. */
  String key() {
    return "import:" + HexFormat.of().formatHex(digest.digest()) + ":";
  }

  /** Parts to send one after the other. */
  List<List<Piece>> parts() {
    pasts.sort(Comparator.comparing(Past::moment));
    List<List<Piece>> parts = new ArrayList<>();
    List<Past> part = new ArrayList<>();
    for (int from = 0; from < pasts.size(); ) {
      int to = from;
      while (to < pasts.size() && pasts.get(to).moment().equals(pasts.get(from).moment())) {
        to++;
      }
      List<Past> moment = pasts.subList(from, to);
      if (!part.isEmpty() && !fits(part, moment)) {
        parts.add(part.stream().map(Past::piece).toList());
        part.clear();
      }
      part.addAll(moment);
      from = to;
    }
    if (!part.isEmpty()) {
      parts.add(part.stream().map(Past::piece).toList());
    }
    return parts;
  }

  /** In one commit deletions come first, and an entry comes once. */
  private static boolean fits(List<Past> part, List<Past> moment) {
    Set<Long> names = new HashSet<>();
    part.forEach(past -> names.add(past.name()));
    long bytes = 0;
    for (Past past : part) {
      bytes += past.piece().length();
    }
    return part.size() + moment.size() <= Parts.ENTRIES_MAX
        && bytes <= Parts.BYTES_MAX
        && part.stream().noneMatch(Past::deletes)
        && moment.stream().noneMatch(past -> past.deletes() || names.contains(past.name()));
  }

  void add(Surveyed file) throws IOException {
    digest.update(HexFormat.of().parseHex(file.hash()));
    String name = file.source().name();
    try (InputStream content = file.source().opening().open()) {
      Lines.walk(content, (number, line) -> add(name, "line " + number, line));
    }
  }

  private void add(String file, String place, byte[] line) throws IOException {
    switch (JsonReader.read(line)) {
      case Outcome.Done<ObjectNode>(ObjectNode entry) -> add(file, place, entry);
      case Outcome.Refused<ObjectNode>(var refusal) -> {
        var fault = refusal.faults().getFirst();
        String where = (place + " " + fault.place()).strip();
        tally.refused(new Refused(file, where, refusal.code().id(), fault.text()));
      }
    }
  }

  private void add(String file, String place, ObjectNode entry) throws IOException {
    ObjectNode resource = entry.object("resource");
    String name = name(entry.object("request"), resource);
    Instant moment = moment(entry.object("response"));
    if (name == null || moment == null) {
      tally.refused(
          new Refused(
              file,
              place,
              RefusalCode.INVALID_CONTENT.id(),
              "a line of a history needs request, response, and unless it deletes a resource"));
      return;
    }
    byte[] again = JsonWriter.write(again(entry, name, resource));
    Hoard.Span span = hoard.keep(again);
    Piece piece = new Piece(file, place, () -> hoard.read(span.from(), again.length), again.length);
    pasts.add(new Past(piece, Fingerprint.of(name), moment, resource == null));
    tally.ordered();
  }

  /** The entry under its own id, without the address that it had. */
  private static ObjectNode again(ObjectNode entry, String name, @Nullable ObjectNode resource) {
    return entry
        .without("fullUrl")
        .with(
            "request",
            ObjectNode.of("method", Node.string(resource == null ? "DELETE" : "PUT"))
                .with("url", Node.string(name)));
  }

  private static @Nullable String name(
      @Nullable ObjectNode request, @Nullable ObjectNode resource) {
    if (resource != null) {
      String type = resource.string("resourceType");
      String id = resource.string("id");
      return type == null || id == null ? null : type + "/" + id;
    }
    return request != null && "DELETE".equals(request.string("method"))
        ? request.string("url")
        : null;
  }

  private static @Nullable Instant moment(@Nullable ObjectNode response) {
    String date = response == null ? null : response.string("lastModified");
    try {
      return date == null ? null : OffsetDateTime.parse(date).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
