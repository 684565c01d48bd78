package org.tunza.platform;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;

/**
 * Everything an operator can set, read once at the start and checked. A new key is one line here
 * and its row in docs/operate/settings.md.
 */
public final class Settings {
  /** What happens to references that lead nowhere. */
  public enum References {
    ENFORCE,
    ACCEPT
  }

  /** What happens to content with modifier extensions that the program does not know. */
  public enum ModifierExtensions {
    REFUSE,
    ACCEPT
  }

  /** When the answer to a read may leave: after the spool has its event, or after the database. */
  public enum Spool {
    LOCAL,
    STRICT
  }

  /** Where a request to a store of buckets names the bucket. */
  public enum Addressing {
    PATH,
    HOST
  }

  private static final List<Setting<?>> KEYS = new ArrayList<>();

  public static final Setting<Path> CONFIG =
      key(
          "config",
          Kind.PATH,
          "tunza.yaml",
          "File of settings; may be missing unless it is named.");
  public static final Setting<Path> DATA =
      key("data", Kind.PATH, "./data", "Folder for everything the program keeps.");
  public static final Setting<Integer> PORT =
      key("port", Kind.PORT, "8080", "Port for HTTP; 0 takes any free one.");
  public static final Setting<InetAddress> BIND =
      key(
          "bind",
          Kind.LOOPBACK,
          "127.0.0.1",
          "Address for HTTP; loopback only until access control is there.");
  public static final Setting<Path> KEY_FOLDER =
      key("keys", Kind.PATH, null, "Folder of the master key's versions; DATA/keys if not set.");
  public static final Setting<Place> BLOBS =
      key(
          "blobs",
          Kind.PLACE,
          null,
          "Folder or bucket of large content, sealed; DATA/blobs if not set. One for all programs on a database.");
  public static final Setting<URI> S3_ENDPOINT =
      key("s3.endpoint", Kind.ENDPOINT, null, "Server of the bucket; required with one.");
  public static final Setting<String> S3_REGION =
      key("s3.region", Kind.TEXT, "us-east-1", "Region that requests to it are signed for.");
  public static final Setting<Addressing> S3_ADDRESSING =
      key(
          "s3.addressing",
          Kind.choice(Addressing.class),
          "path",
          "Whether the bucket is named in the path or the host of a request.");
  public static final Setting<String> S3_ACCESS_KEY =
      key("s3.access-key", Kind.TEXT, null, "Name of the key for the bucket; required with one.");
  public static final Setting<String> S3_SECRET =
      key("s3.secret", Kind.SECRET, null, "Its secret; required with a bucket.");
  public static final Setting<Duration> S3_TIME =
      key(
          "s3.time",
          Kind.DURATION,
          "30s",
          "Longest time of one request to it, with all its tries.");
  public static final Setting<byte[]> WRAPPING_KEY =
      key(
          "wrapping-key.value",
          Kind.KEY,
          null,
          "Key that seals the files of the master key; they lie open if none is set.");
  public static final Setting<List<String>> WRAPPING_KEY_COMMAND =
      key(
          "wrapping-key.command",
          Kind.COMMAND,
          null,
          "Instead: a program whose standard output is that key, such as a KMS's client.");
  public static final Setting<byte[]> WRAPPING_KEY_PREVIOUS =
      key(
          "wrapping-key.previous-value",
          Kind.KEY,
          null,
          "The key before, until ./tunza keys rotate has sealed anew.");
  public static final Setting<List<String>> WRAPPING_KEY_PREVIOUS_COMMAND =
      key(
          "wrapping-key.previous-command",
          Kind.COMMAND,
          null,
          "Instead: a program whose standard output is the key before.");
  public static final Setting<Duration> WRAPPING_KEY_TIME =
      key("wrapping-key.time", Kind.DURATION, "10s", "Longest time of such a program.");
  public static final Setting<String> DB_URL =
      key(
          "db.url",
          Kind.JDBC,
          null,
          "An external PostgreSQL, 15 or newer; the embedded one if not set.");
  public static final Setting<String> DB_USER =
      key("db.user", Kind.TEXT, Logins.APP, "Login of the application.");
  public static final Setting<String> DB_PASSWORD =
      key("db.password", Kind.SECRET, null, "Its password; required with db.url.");
  public static final Setting<String> DB_OWNER_USER =
      key("db.owner.user", Kind.TEXT, Logins.OWNER, "Login that owns and migrates the schema.");
  public static final Setting<String> DB_OWNER_PASSWORD =
      key("db.owner.password", Kind.SECRET, null, "Its password; required with db.url.");
  public static final Setting<String> DB_SEQUENCER_USER =
      key(
          "db.sequencer.user",
          Kind.TEXT,
          Logins.SEQUENCER,
          "Login that writes the order of the ledger.");
  public static final Setting<String> DB_SEQUENCER_PASSWORD =
      key("db.sequencer.password", Kind.SECRET, null, "Its password; required with db.url.");
  public static final Setting<String> DB_DISPOSAL_USER =
      key("db.disposal.user", Kind.TEXT, Logins.DISPOSAL, "Login that destroys records.");
  public static final Setting<String> DB_DISPOSAL_PASSWORD =
      key("db.disposal.password", Kind.SECRET, null, "Its password; required with db.url.");
  public static final Setting<String> DB_ADMIN_USER =
      key(
          "db.admin.user",
          Kind.TEXT,
          null,
          "Login that may make roles and databases; only for ./tunza database prepare.");
  public static final Setting<String> DB_ADMIN_PASSWORD =
      key("db.admin.password", Kind.SECRET, null, "Its password.");
  public static final Setting<Integer> DB_CONNECTIONS =
      key("db.connections", Kind.number(2, 40), "10", "Connections of the application, at most.");
  public static final Setting<Long> SHARED_BUFFERS =
      key("postgres.shared-buffers", Kind.BYTES, "256MB", "Page cache of the embedded PostgreSQL.");
  public static final Setting<Long> BODY_BYTES_MAX =
      key(
          "limits.body",
          Kind.BYTES,
          "100MB",
          "Largest body of a request, before and after decompression.");
  public static final Setting<Integer> BUNDLE_ENTRIES_MAX =
      key("limits.bundle-entries", Kind.number(1, 1_000_000), "50000", "Most entries of a bundle.");
  public static final Setting<Long> IN_FLIGHT_BYTES_MAX =
      key(
          "limits.in-flight",
          Kind.BYTES,
          "200MB",
          "Bytes of all bodies, of the answers to bundles and of answers to reads above 256 KiB in memory together; above it 503 with Retry-After.");
  public static final Setting<Long> ANSWER_BYTES_MAX =
      key(
          "limits.answer",
          Kind.BYTES,
          "20MB",
          "Bytes of resources in the answer to a bundle; what does not fit is not read and answers 413, or is written and answered without its content.");
  public static final Setting<Integer> PAGE_DEFAULT =
      key(
          "limits.page-default",
          Kind.number(1, 1_000),
          "50",
          "Entries of a page if the client names no number.");
  public static final Setting<Integer> PAGE_MAX =
      key("limits.page", Kind.number(1, 10_000), "1000", "Most entries of a page.");
  public static final Setting<Integer> EXPANSION_MAX =
      key(
          "limits.expansion",
          Kind.number(1, 100_000),
          "10000",
          "Most codes of a value set in one answer.");
  public static final Setting<Duration> QUERY_TIME_MAX =
      key(
          "limits.query-time",
          Kind.DURATION,
          "60s",
          "Longest time of one statement of the application.");
  public static final Setting<Integer> REINDEX_SHARE =
      key(
          "reindex.share",
          Kind.number(1, 100),
          "50",
          "Share of the time in which the search rows of old entries are made anew, in percent.");
  public static final Setting<Path> SPILL_FOLDER =
      key(
          "spill.folder",
          Kind.PATH,
          null,
          "Folder for large bodies at work, sealed; DATA/spill if not set.");
  public static final Setting<Long> SPILL_FROM_BYTES =
      key(
          "spill.from",
          Kind.BYTES,
          "4MB",
          "Bytes of a bundle's resources above which they lie in the spill folder, not in memory.");
  public static final Setting<Spool> SPOOL =
      key(
          "spool",
          Kind.choice(Spool.class),
          "local",
          "When an answer may leave: once its access event is in the local spool, or only once it is in the database.");
  public static final Setting<References> REFERENCES =
      key(
          "references",
          Kind.choice(References.class),
          "enforce",
          "Whether a reference to an entry that is not there is refused.");
  public static final Setting<ModifierExtensions> MODIFIER_EXTENSIONS =
      key(
          "modifier-extensions",
          Kind.choice(ModifierExtensions.class),
          "refuse",
          "Whether content with an unknown modifier extension is refused.");
  public static final Setting<String> HEAP =
      key(
          "heap",
          Kind.TEXT,
          "1g",
          "Heap of the program, as java -Xmx takes it; environment only, read by the tunza command.");
  public static final Setting<Path> SAMPLE =
      key(
          "sample",
          Kind.PATH,
          null,
          "Archive of Synthea bundles for the full load test; environment only.");
  public static final Setting<String> TEST_POSTGRES =
      key(
          "test.postgres",
          Kind.TEXT,
          null,
          "Major of an installed PostgreSQL for the tests to use; environment only.");

  private final Map<String, Object> values;

  Settings(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  private static <T> Setting<T> key(
      String name, Kind<T> kind, @Nullable String fallback, String meaning) {
    Setting<T> setting = new Setting<>(name, kind, fallback, meaning);
    KEYS.add(setting);
    return setting;
  }

  /** Every key, in the order of the documentation. */
  public static List<Setting<?>> keys() {
    return Collections.unmodifiableList(KEYS);
  }

  /** The value of a key that has a default. */
  public <T> T of(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() ->
            new StartRefusal(
                StartRefusal.Reason.WRONG_SETTING,
                "%s is required; set it in tunza.yaml or as %s."
                    .formatted(setting.name(), setting.environment())));
  }

  /** The value of a key that need not be set. */
  @SuppressWarnings("unchecked")
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable((T) values.get(setting.name()));
  }

  /** The logins of an external database. */
  public Logins logins() {
    return new Logins(
        new Login(of(DB_OWNER_USER), of(DB_OWNER_PASSWORD)),
        new Login(of(DB_USER), of(DB_PASSWORD)),
        new Login(of(DB_SEQUENCER_USER), of(DB_SEQUENCER_PASSWORD)),
        new Login(of(DB_DISPOSAL_USER), of(DB_DISPOSAL_PASSWORD)));
  }

  /** The key that seals the files of the master key; runs the program that tells it. */
  public Optional<byte[]> wrappingKey() {
    return key(WRAPPING_KEY, WRAPPING_KEY_COMMAND);
  }

  /** The one before it. */
  public Optional<byte[]> previousWrappingKey() {
    return key(WRAPPING_KEY_PREVIOUS, WRAPPING_KEY_PREVIOUS_COMMAND);
  }

  private Optional<byte[]> key(Setting<byte[]> value, Setting<List<String>> command) {
    Duration limit = of(WRAPPING_KEY_TIME);
    return find(value)
        .or(() ->
            find(command).map(words -> new SecretCommand(command.name(), words, limit).key()));
  }

  /** The folder for large bodies at work. */
  public Path spillFolder() {
    return find(SPILL_FOLDER).orElseGet(() -> of(DATA).resolve("spill"));
  }

  /** Where blobs lie. */
  public Place blobs() {
    return find(BLOBS).orElseGet(() -> new Place.Folder(of(DATA).resolve("blobs")));
  }

  /** The folder of the master key's versions. */
  public Path keyFolder() {
    return find(KEY_FOLDER).orElseGet(() -> of(DATA).resolve("keys"));
  }
}
