package org.tunza.command.load;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tunza.command.load.source.Hoard;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * All single resources and lines of an import: hoarded, with who refers to whom, so that they can
 * be sent as updates in an order in which no reference leads to what isn't there yet.
 */
final class ResourceSet {

  private final Hoard hoard;
  private final Tally tally;
  private final List<Member> members = new ArrayList<>();
  private final Map<Long, Integer> occurrences = new HashMap<>();
  private final MessageDigest digest = Fingerprint.sha256();
  private String hash = "";

  /**
   * A resource of the set.
   *
   * @param name hash of what others call it
   * @param occurrence how many of the same name came before
   * @param references hashes of what it refers to
   */
  record Member(Piece piece, long name, int occurrence, long[] references) {}

  ResourceSet(Hoard hoard, Tally tally) {
    this.hoard = hoard;
    this.tally = tally;
  }

  /** What names a part of the set, for ever. */
  String key(int part) {
    if (hash.isEmpty()) {
      hash = HexFormat.of().formatHex(digest.digest());
    }
    return "import:" + hash + ":" + part;
  }

  /** Parts, step by step: those of one step may go side by side. */
  List<List<List<Piece>>> steps() {
    List<List<List<Piece>>> steps = new ArrayList<>();
    int rounds = members.stream().mapToInt(Member::occurrence).max().orElse(-1) + 1;
    for (int round = 0; round < rounds; round++) {
      int now = round;
      List<Member> some = members.stream().filter(one -> one.occurrence() == now).toList();
      for (List<int[]> step : Dependencies.steps(Dependencies.needs(some))) {
        steps.add(parts(some, step));
      }
    }
    return steps;
  }

  private static List<List<Piece>> parts(List<Member> members, List<int[]> groups) {
    List<List<Piece>> parts = new ArrayList<>();
    List<Piece> part = new ArrayList<>();
    long bytes = 0;
    for (int[] group : groups) {
      List<Piece> pieces = Arrays.stream(group).mapToObj(at -> members.get(at).piece()).toList();
      long more = pieces.stream().mapToLong(Piece::length).sum();
      boolean full =
          part.size() + pieces.size() > Parts.ENTRIES_MAX || bytes + more > Parts.BYTES_MAX;
      if (full && !part.isEmpty()) {
        parts.add(List.copyOf(part));
        part.clear();
        bytes = 0;
      }
      part.addAll(pieces);
      bytes += more;
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  void add(Surveyed file) throws IOException {
    digest.update(HexFormat.of().parseHex(file.hash()));
    String name = file.source().name();
    try (InputStream content = file.source().opening().open()) {
      if (file.kind() == Surveyed.Kind.RESOURCE) {
        add(name, "", content.readNBytes(Lines.BYTES_MAX));
        return;
      }
      Lines.walk(content, (number, line) -> add(name, "line " + number, line));
    }
  }

  private void add(String file, String place, byte[] json) throws IOException {
    Outcome<ObjectNode> read = JsonReader.read(json);
    switch (read) {
      case Outcome.Done<ObjectNode>(ObjectNode resource) -> add(file, place, resource);
      case Outcome.Refused<ObjectNode>(var refusal) -> {
        var fault = refusal.faults().getFirst();
        String where = (place + " " + fault.place()).strip();
        tally.refused(new Refused(file, where, refusal.code().id(), fault.text()));
      }
    }
  }

  private void add(String file, String place, ObjectNode resource) throws IOException {
    String type = resource.string("resourceType");
    String id = resource.string("id");
    if (type == null || id == null) {
      tally.refused(
          new Refused(
              file, place, RefusalCode.INVALID_ID.id(), "a resource needs its type and its id"));
      return;
    }
    String name = type + "/" + id;
    byte[] entry =
        JsonWriter.write(
            ObjectNode.of("resource", resource)
                .with(
                    "request",
                    ObjectNode.of("method", Node.string("PUT")).with("url", Node.string(name))));
    Hoard.Span span = hoard.keep(entry);
    Piece piece = new Piece(file, place, () -> hoard.read(span.from(), entry.length), entry.length);
    long called = Fingerprint.of(name);
    int occurrence = occurrences.merge(called, 1, Integer::sum) - 1;
    tally.ordered();
    List<Long> references = new ArrayList<>();
    gather(resource, references);
    members.add(
        new Member(
            piece,
            called,
            occurrence,
            references.stream().mapToLong(Long::longValue).distinct().toArray()));
  }

  private static void gather(Node node, List<Long> references) {
    switch (node) {
      case ObjectNode object -> {
        String reference = object.string("reference");
        if (reference != null && reference.indexOf('/') > 0) {
          int version = reference.indexOf("/_history/");
          references.add(Fingerprint.of(version < 0 ? reference : reference.substring(0, version)));
        }
        for (int i = 0; i < object.size(); i++) {
          gather(object.value(i), references);
        }
      }
      case ArrayNode array -> array.items().forEach(item -> gather(item, references));
      case Node.Scalar _ -> {}
    }
  }
}
