package org.tunza.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryKey;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.Key;
import org.tunza.store.key.Sealing;

/**
 * What one resource takes on disk after VACUUM, history, ledger, keys and indexes included.
 *
 * @param contentBytes of these the sealed content
 * @param withoutDictionary all, if content were compressed without a dictionary
 */
record Disk(long resources, double bytes, double contentBytes, double withoutDictionary) {

  static Disk of(Measured server, Clients clients) throws SQLException {
    double more = dictionaryBytes(server, clients);
    try (Connection owner = server.owner()) {
      double bytes = server.bytes(owner, "%");
      return new Disk(server.entries(), bytes, server.bytes(owner, "entry_version"), bytes + more);
    }
  }

  /** Bytes by which content would be larger without a dictionary, on average of recent versions. */
  private static double dictionaryBytes(Measured server, Clients clients) {
    String page = clients.text(Clients.get(server.fhir("/_history?_count=1000")));
    ObjectNode bundle = JsonReader.read(page.getBytes(UTF_8)).orThrow();
    Dictionaries dictionaries = Dictionaries.all();
    Key key = Key.of(new byte[Key.SIZE]);
    Sealing with = new Sealing(dictionaries, Randomness.secure());
    Sealing without = new Sealing(dictionaries.unused(), Randomness.secure());
    ArrayNode entries = Objects.requireNonNull(bundle.array("entry"));
    double more = 0;
    for (Node entry : entries.items()) {
      byte[] content =
          JsonWriter.write(Objects.requireNonNull(((ObjectNode) entry).object("resource")));
      EntryKey where = new EntryKey(1, 1);
      byte[] salt = with.salt();
      more += without.seal(key, where, 1, salt, content).bytes().length;
      more -= with.seal(key, where, 1, salt, content).bytes().length;
    }
    return more / entries.items().size();
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "disk: %.0f bytes for one resource after VACUUM, of these content %.0f;"
            + " without dictionary about %.0f; %d resources",
        bytes,
        contentBytes,
        withoutDictionary,
        resources);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"disk, a resource\",\"resources\":%d,\"bytes\":%.0f,\"contentBytes\":%.0f,"
            + "\"withoutDictionaryBytes\":%.0f}",
        resources,
        bytes,
        contentBytes,
        withoutDictionary);
  }
}
