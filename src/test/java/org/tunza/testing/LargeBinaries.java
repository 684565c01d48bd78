package org.tunza.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.store.blob.Blobs;
import org.tunza.store.verify.Finding;

/** Large Binaries on a server, and what lies behind them. */
public record LargeBinaries(TestServer server) {

  /** Where a version's bytes are kept. */
  public record Kept(long chart, int version, String name, long size, String wrapped) {}

  /** So many bytes that look like those of a picture. */
  public static byte[] bytes(long seed, int size) {
    return Randomness.seeded(seed).bytes(size);
  }

  /** More than are kept within a version. */
  public static byte[] large(long seed) {
    return bytes(seed, Blobs.INLINE_MAX + 1_000);
  }

  /** A Binary in JSON with a text as its data. */
  public static String json(String data) {
    return "{\"resourceType\":\"Binary\",\"contentType\":\"image/png\",\"data\":\"%s\"}"
        .formatted(data);
  }

  public static String json(byte[] bytes) {
    return json(Base64.getEncoder().encodeToString(bytes));
  }

  /** Creates one; says its type and id. */
  public String create(byte[] bytes) {
    return server.ask("/Binary").bytes("image/png", bytes).send("POST").is(201).entry();
  }

  public byte[] read(String entry) {
    return server.get("/" + entry).is(200).bytes();
  }

  public List<Kept> kept(String entry) {
    return server
        .database()
        .database()
        .read(connection ->
            Sql.query(
                connection,
                """
                select b.chart, b.version, encode(b.name, 'hex'), b.size, encode(b.wrapped, 'hex')
                from blob b join entry_id i using (entry) where i.id = ?
                order by b.version, b.chart
                """,
                row ->
                    new Kept(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5)),
                entry.substring(entry.indexOf('/') + 1)));
  }

  public Path folder() {
    return server.home().resolve("blobs");
  }

  public Path file(String name) {
    return folder().resolve(name.substring(0, 2)).resolve(name.substring(2));
  }

  /** The files of all blobs. */
  public List<Path> files() {
    try (Stream<Path> all = Files.walk(folder(), 2)) {
      return all.filter(path -> path.getNameCount() == folder().getNameCount() + 2).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a text lies in any file in clear. */
  public boolean isInClear(String text) throws IOException {
    for (Path file : files()) {
      if (new String(Files.readAllBytes(file), UTF_8).contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** What a verification finds. */
  public List<Finding> findings() {
    return Findings.in(server.ground()).all();
  }
}
