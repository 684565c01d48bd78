package org.tunza.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;
import org.tunza.store.key.BlobSealing;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.Key;
import org.tunza.store.key.MasterKeys;
import org.tunza.store.key.Sealing;
import org.tunza.store.merkle.Sha256;

/** Every key that exists after a destruction: the files of the master key and the table of keys. */
final class KeysOfToday {

  private static final Sealing SEALING = new Sealing(Dictionaries.all(), Randomness.secure());

  /** Wrapped keys of records, and of what wraps them. */
  private static final String WRAPPED =
      """
      select wrapped from bucket_key where bucket in (select bucket from chart_key)
      union all select wrapped from store_key
      union all select wrapped from chart_key
      union all select wrapped from entry where wrapped is not null
      union all select wrapped from blob
      """;

  private static final String VERSIONS =
      """
      select chart, entry, version, dictionary, sealed from entry_version
      """;

  /** The tables of keys, each with what tells its rows apart. */
  private static final Map<String, String> TABLES =
      Map.of(
          "bucket_key", "bucket",
          "chart_key", "chart",
          "store_key", "name",
          "entry", "chart, entry",
          "blob", "chart, entry, version");

  private final Map<String, byte[]> files;
  private final Map<String, String> rows;
  private final List<Key> keys;

  private KeysOfToday(Map<String, byte[]> files, Map<String, String> rows, List<Key> keys) {
    this.files = files;
    this.rows = rows;
    this.keys = keys;
  }

  static KeysOfToday of(PhysicalStore store) throws SQLException, IOException {
    Map<String, byte[]> files = new HashMap<>();
    List<Key> masters = new ArrayList<>();
    try (Stream<Path> all = Files.list(store.keys())) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        files.put(name, Files.readAllBytes(file));
        int version = Integer.parseInt(name.replaceAll("\\D", ""));
        new MasterKeys(store.keys()).version(version).ifPresent(masters::add);
      }
    }
    Map<String, String> rows = new HashMap<>();
    try (Connection connection = store.superuser()) {
      for (String table : List.of("master_key", "bucket_key", "chart_key", "store_key")) {
        rows.put(table, json(connection, "select * from " + table));
      }
      rows.put("entry", json(connection, "select chart, entry, wrapped from entry"));
      rows.put("blob", json(connection, "select chart, entry, version, wrapped from blob"));
    }
    return new KeysOfToday(files, rows, reachable(store, masters));
  }

  private static String json(Connection connection, String query) throws SQLException {
    return Sql.one(
            connection, "select json_agg(r) from (%s) r".formatted(query), row -> row.getString(1))
        .orElseThrow();
  }

  /** All that can be unwrapped in a database with some keys, and with what those unwrap. */
  private static List<Key> reachable(PhysicalStore store, List<Key> from) throws SQLException {
    List<byte[]> shut;
    try (Connection connection = store.superuser()) {
      shut = Sql.query(connection, WRAPPED, row -> row.getBytes(1));
    }
    List<Key> reached = new ArrayList<>(from);
    for (int tried = 0; tried < reached.size(); ) {
      List<Key> fresh = List.copyOf(reached.subList(tried, reached.size()));
      tried = reached.size();
      shut = shut.stream().filter(wrapped -> !opens(fresh, wrapped, reached)).toList();
    }
    return reached;
  }

  private static boolean opens(List<Key> by, byte[] wrapped, List<Key> reached) {
    return by.stream()
        .flatMap(key -> unwrapped(key, wrapped).stream())
        .findFirst()
        .map(reached::add)
        .orElse(false);
  }

  private static Optional<Key> unwrapped(Key by, byte[] wrapped) {
    try {
      return Optional.of(by.unwrap(wrapped));
    } catch (Key.KeyMismatch other) {
      return Optional.empty();
    }
  }

  /** Tries all keys, and what they unwrap there, on every version of a copy. */
  Set<String> allThatOpens(PhysicalStore copy) throws SQLException, IOException {
    List<Key> tried = reachable(copy, keys);
    Set<String> opened = new TreeSet<>();
    Map<String, String> blobs = blobsThatOpen(copy);
    try (Connection connection = copy.superuser()) {
      Sql.query(
          connection,
          VERSIONS,
          row -> {
            EntryKey where = new EntryKey(row.getLong(1), row.getLong(2));
            int version = row.getInt(3);
            Sealing.Sealed sealed = new Sealing.Sealed(row.getInt(4), row.getBytes(5));
            for (Key key : tried) {
              content(key, where, version, sealed)
                  .map(content -> whole(content, blobs))
                  .ifPresent(opened::add);
            }
            return version;
          });
    }
    return opened;
  }

  /** Tries them on every blob of a copy; says what each is in Base64, by its mark. */
  Map<String, String> blobsThatOpen(PhysicalStore copy) throws SQLException, IOException {
    List<Key> tried = reachable(copy, keys);
    Map<String, String> opened = new TreeMap<>();
    try (Stream<Path> files = Files.walk(copy.blobs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] sealed = Files.readAllBytes(file);
        tried.stream()
            .flatMap(key -> plain(key, sealed).stream())
            .forEach(plain ->
                opened.put(
                    "#sha-256:" + HexFormat.of().formatHex(Sha256.of(plain)),
                    Base64.getEncoder().encodeToString(plain)));
      }
    }
    return opened;
  }

  private static Optional<byte[]> plain(Key key, byte[] sealed) {
    try {
      return Optional.of(new BlobSealing(Randomness.secure()).open(key, sealed));
    } catch (BlobSealing.Altered shut) {
      return Optional.empty();
    }
  }

  private static String whole(String content, Map<String, String> blobs) {
    return blobs.entrySet().stream()
        .reduce(
            content,
            (text, blob) -> text.replace(blob.getKey(), blob.getValue()),
            (one, other) -> other);
  }

  private static Optional<String> content(
      Key key, EntryKey where, int version, Sealing.Sealed sealed) {
    try {
      return Optional.of(new String(SEALING.open(key, where, version, sealed).content(), UTF_8));
    } catch (Sealing.Altered shut) {
      return Optional.empty();
    }
  }

  /** Puts them in the place of the keys that a copy has. */
  void putInto(PhysicalStore copy) throws SQLException, IOException {
    Path folder = copy.keys();
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    try (Connection connection = copy.superuser()) {
      Sql.update(
          connection,
          "insert into master_key select * from json_populate_recordset(null::master_key, ?::json)"
              + " on conflict do nothing",
          rows.get("master_key"));
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        replace(connection, table.getKey(), table.getValue());
      }
    }
  }

  private void replace(Connection connection, String table, String identity) throws SQLException {
    String today = "json_populate_recordset(null::%s, ?::json)".formatted(table);
    String master = table.matches("bucket_key|store_key") ? ", master = n.master" : "";
    Sql.update(
        connection,
        "update %1$s o set wrapped = n.wrapped%4$s from %2$s n where (%3$s)"
            .formatted(table, today, same(identity), master),
        rows.get(table));
    if (table.equals("chart_key")) {
      Sql.update(
          connection,
          "delete from chart_key where chart not in (select chart from %s)".formatted(today),
          rows.get(table));
    }
  }

  private static String same(String identity) {
    return Stream.of(identity.split(", "))
        .map(column -> "o.%1$s = n.%1$s".formatted(column))
        .reduce("true", (all, one) -> all + " and " + one);
  }
}
