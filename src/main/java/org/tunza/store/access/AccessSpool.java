package org.tunza.store.access;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.Randomness;
import org.tunza.record.Accesses;
import org.tunza.record.Attribution;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.store.ledger.Secrets;

/**
 * The spool of one program: each access event is in a file before the answer leaves. A crash of the
 * program loses none; a power failure may lose the last moments, unless it is strict.
 */
public final class AccessSpool implements Accesses, AutoCloseable {
  private static final Logger LOG = System.getLogger(AccessSpool.class.getName());
  private static final int SEEN_PER_RECORD = 4096;

  private final Path folder;
  private final Secrets secrets;
  private final Randomness randomness;
  private final InstantSource clock;
  private final Settings settings;
  private final SpoolProgress progress = new SpoolProgress();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable SpoolFile file;

  /**
   * How the spool is kept.
   *
   * @param fileBytesMax a file that has grown to this is followed by another
   * @param strictWait the longest that a strict note waits for the database
   */
  public record Settings(long fileBytesMax, Durability durability, Duration strictWait) {
    public static final Settings DEFAULT =
        new Settings(16L << 20, Durability.SPOOLED, Duration.ofSeconds(10));
  }

  /** When an access event is kept. */
  public enum Durability {
    /** When it is in the file. */
    SPOOLED,
    /** When the database has it. */
    STRICT
  }

  private AccessSpool(
      Path folder, Secrets secrets, Randomness randomness, InstantSource clock, Settings settings) {
    this.folder = folder;
    this.secrets = secrets;
    this.randomness = randomness;
    this.clock = clock;
    this.settings = settings;
  }

  /** Opens a spool in this folder, which is made when it is not there. */
  public static AccessSpool open(
      Path folder, Secrets secrets, Randomness randomness, InstantSource clock, Settings settings)
      throws IOException {
    Files.createDirectories(folder);
    return new AccessSpool(folder, secrets, randomness, clock, settings);
  }

  @Override
  public Outcome<Noted> note(List<Seen> seen, Attribution who) {
    if (seen.isEmpty()) {
      return Outcome.done(Noted.NOTED);
    }
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    Optional<Place> place = Optional.empty();
    for (int from = 0; from < seen.size(); from += SEEN_PER_RECORD) {
      int to = Math.min(seen.size(), from + SEEN_PER_RECORD);
      byte[] plain = AccessCoding.encode(new AccessEvent(at, who, seen.subList(from, to)));
      place = append(plain);
      if (place.isEmpty()) {
        return unwritable("The access could not be noted, so nothing is shown.");
      }
    }
    return settings.durability() == Durability.STRICT && !inDatabase(place.orElseThrow())
        ? unwritable("The database did not take the access in, so nothing is shown.")
        : Outcome.done(Noted.NOTED);
  }

  /** Where an event was put: as the last of so many records. */
  private record Place(long spool, long records) {}

  private Optional<Place> append(byte[] plain) {
    turn.lock();
    try {
      SpoolFile current = current();
      try {
        return Optional.of(new Place(current.number(), current.append(plain)));
      } catch (IOException e) {
        file = null;
        current.abandon();
        throw e;
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "The access spool can''t be written: {0}", e.getClass().getName());
      return Optional.empty();
    } finally {
      turn.unlock();
    }
  }

  private SpoolFile current() throws IOException {
    SpoolFile current = file;
    if (current != null && current.length() >= settings.fileBytesMax()) {
      file = null;
      current.close();
      current = null;
    }
    if (current == null) {
      current = SpoolFile.create(folder, randomness.bits(), secrets);
      file = current;
    }
    return current;
  }

  private boolean inDatabase(Place place) {
    try {
      return progress.await(place.spool(), place.records(), settings.strictWait());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Outcome<Noted> unwritable(String text) {
    return Outcome.refused(RefusalCode.SPOOL_UNWRITABLE, "", text);
  }

  /** How far a spool may be read, when it is the one that is being written here. */
  OptionalLong written(long spool) {
    SpoolFile current = file;
    return current != null && current.number() == spool
        ? OptionalLong.of(current.length())
        : OptionalLong.empty();
  }

  /** Goes on with another file. */
  void turnOver() {
    turn.lock();
    try {
      SpoolFile current = file;
      file = null;
      if (current != null) {
        current.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A spool file could not be closed: {0}", e.getClass().getName());
    } finally {
      turn.unlock();
    }
  }

  Path folder() {
    return folder;
  }

  SpoolProgress progress() {
    return progress;
  }

  /** Ends the file; events noted after this go into another. */
  @Override
  public void close() {
    turnOver();
  }
}
