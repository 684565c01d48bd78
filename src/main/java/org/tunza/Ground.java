package org.tunza;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunza.platform.Clock;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Place;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.ExternalDatabase;
import org.tunza.platform.database.Migrations;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.postgres.EmbeddedPostgres;
import org.tunza.platform.postgres.PostgresSettings;
import org.tunza.platform.postgres.Progress;
import org.tunza.platform.postgres.RunningPostgres;
import org.tunza.store.blob.BlobFolder;
import org.tunza.store.blob.BlobStore;
import org.tunza.store.blob.Blobs;
import org.tunza.store.blob.OwnStore;
import org.tunza.store.blob.bucket.BlobBucket;
import org.tunza.store.blob.bucket.BucketAddress;
import org.tunza.store.blob.bucket.Credentials;
import org.tunza.store.key.BlobSealing;
import org.tunza.store.key.Key;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.KeyWatch;
import org.tunza.store.key.MasterKeys;
import org.tunza.store.key.StoreSecrets;
import org.tunza.store.key.WrappingKeys;
import org.tunza.store.reindex.ReindexStore;

/**
 * What everything stands on: the data folder, the database with its schema, the key tree, and the
 * store of blobs. Closing it closes them in turn.
 */
public final class Ground implements AutoCloseable {

  private static final int BYTES_A_MEGABYTE = 1 << 20;
  private static final Duration KEY_WATCH_EVERY = Duration.ofSeconds(1);

  private final Deque<AutoCloseable> held;
  private final Database database;
  private final MasterKeys masters;
  private final KeyTree keys;
  private final BlobStore blobs;

  private Ground(
      Deque<AutoCloseable> held, Database database, MasterKeys masters, BlobStore blobs) {
    this.held = held;
    this.database = database;
    this.masters = masters;
    Randomness randomness = Randomness.secure();
    Transactions owner = new Transactions(database.owner(), randomness);
    this.keys = owner.transact(connection -> KeyTree.open(connection, masters, randomness));
    this.blobs = OwnStore.open(owner, blobs, randomness);
    ReindexStore.prepare(database.transactions());
  }

  /** Takes the data folder, starts or finds the database, and opens the key tree. */
  public static Ground open(Settings settings, Progress progress) {
    Deque<AutoCloseable> held = new ArrayDeque<>();
    try {
      DataFolder folder = DataFolder.claim(settings.of(Settings.DATA));
      held.push(folder);
      Database database = database(settings, folder, held, progress);
      held.push(database);
      progress.doing("Preparing the schema");
      Migrations.migrate(database.owner());
      progress.doing("Opening the keys");
      Ground ground = new Ground(held, database, masters(settings), blobs(settings));
      if (ground.keys.isNew()) {
        progress.tell(
            "A new master key is in %s. Keep a copy apart: who loses it loses every record."
                .formatted(settings.keyFolder().toAbsolutePath().normalize()));
      }
      if (!ground.masters.isSealedAsSet(ground.keys.epoch())) {
        progress.tell(
            "The master key is not sealed as wrapping-key is set; ./tunza keys rotate does that.");
      }
      held.push(KeyWatch.start(ground.keys, database.transactions(), KEY_WATCH_EVERY));
      return ground;
    } catch (RuntimeException e) {
      closeAll(held);
      throw e;
    }
  }

  /** Stands on a database that somebody else opened and migrated, with what lies in a folder. */
  public static Ground on(Database database, Path data) {
    return on(database, data, new BlobFolder(data.resolve("blobs")));
  }

  /** The same with another store of blobs. */
  public static Ground on(Database database, Path data, BlobStore blobs) {
    return new Ground(
        new ArrayDeque<>(), database, masters(data.resolve("keys"), WrappingKeys.NONE), blobs);
  }

  /**
   * Stands on the store of the settings, whether or not a program runs on its data folder.
   *
   * @param how told which of both it is
   */
  static Ground reach(Settings settings, Progress progress, Consumer<String> how) {
    try {
      Ground own = open(settings, progress);
      how.accept("No server runs on this data folder; it is opened for now.");
      return own;
    } catch (StartRefusal refusal) {
      if (refusal.reason() != StartRefusal.Reason.FOLDER_IN_USE) {
        throw refusal;
      }
      Ground beside = beside(settings).orElseThrow(() -> refusal);
      how.accept("A server runs on this data folder; its database is used beside it.");
      return beside;
    }
  }

  /** Stands beside a running program on the database that it holds; empty when there is none. */
  private static Optional<Ground> beside(Settings settings) {
    Randomness randomness = Randomness.secure();
    Database.Limits limits = Database.Limits.of(settings);
    String external = settings.find(Settings.DB_URL).orElse("");
    return external.isEmpty()
        ? RunningPostgres.in(settings.of(Settings.DATA))
            .map(running ->
                beside(
                    settings, Database.open(running.url(), running.logins(), limits, randomness)))
        : Optional.of(
            beside(settings, Database.open(external, settings.logins(), limits, randomness)));
  }

  private static Ground beside(Settings settings, Database database) {
    Deque<AutoCloseable> held = new ArrayDeque<>();
    held.push(database);
    return new Ground(held, database, masters(settings), blobs(settings));
  }

  private static Database database(
      Settings settings, DataFolder folder, Deque<AutoCloseable> held, Progress progress) {
    Randomness randomness = Randomness.secure();
    Database.Limits limits = Database.Limits.of(settings);
    String external = settings.find(Settings.DB_URL).orElse("");
    if (!external.isEmpty()) {
      progress.doing("Checking the database");
      new ExternalDatabase(external, settings.logins()).check();
      return Database.open(external, settings.logins(), limits, randomness);
    }
    int sharedBuffers = (int) (settings.of(Settings.SHARED_BUFFERS) / BYTES_A_MEGABYTE);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            folder, PostgresSettings.durable(sharedBuffers), randomness, progress);
    held.push(postgres);
    return Database.open(postgres.url(), postgres.logins(), limits, randomness);
  }

  private static BlobStore blobs(Settings settings) {
    return switch (settings.blobs()) {
      case Place.Folder(Path path) -> new BlobFolder(path);
      case Place.Bucket bucket ->
          new BlobBucket(
              new BucketAddress(
                  settings.of(Settings.S3_ENDPOINT), settings.of(Settings.S3_ADDRESSING), bucket),
              new Credentials(
                  settings.of(Settings.S3_REGION),
                  settings.of(Settings.S3_ACCESS_KEY),
                  settings.of(Settings.S3_SECRET)),
              settings.of(Settings.S3_TIME),
              Clock.system());
    };
  }

  private static MasterKeys masters(Settings settings) {
    WrappingKeys wrapping =
        new WrappingKeys(
            settings.wrappingKey().map(Key::of).orElse(null),
            settings.previousWrappingKey().map(Key::of).orElse(null));
    return masters(settings.keyFolder(), wrapping);
  }

  private static MasterKeys masters(Path folder, WrappingKeys wrapping) {
    try {
      return new MasterKeys(DataFolder.makePrivate(folder), wrapping);
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
  }

  public Database database() {
    return database;
  }

  public KeyTree keys() {
    return keys;
  }

  public MasterKeys masters() {
    return masters;
  }

  /** Where blobs lie. */
  public BlobStore blobStore() {
    return blobs;
  }

  public Blobs blobs() {
    return new Blobs(blobs, keys, new BlobSealing(Randomness.secure()));
  }

  public StoreSecrets secrets() {
    return new StoreSecrets(database.transactions(), keys);
  }

  @Override
  public void close() {
    closeAll(held);
  }

  private static void closeAll(Deque<AutoCloseable> held) {
    while (!held.isEmpty()) {
      try {
        held.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("could not be closed", e);
      }
    }
  }
}
