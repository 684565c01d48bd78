package org.tunza.store.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Transactions;
import org.tunza.store.access.SpoolPortion.Mark;
import org.tunza.store.ledger.Secrets;

/**
 * Takes spool files into the ledger: this program's own, and those of programs that are gone. What
 * is taken in and how far the file is read move in one transaction, so a crash neither loses nor
 * doubles an event, and several programs may find the same file.
 */
public final class AccessIntake implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AccessIntake.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final AccessSpool spool;
  private final Transactions transactions;
  private final Secrets secrets;
  private final Duration every;
  private final Map<Long, Long> bytesTaken = new HashMap<>();
  private final Thread thread = new Thread(this::run, "access-intake");
  private volatile boolean stopping;

  private AccessIntake(
      AccessSpool spool, Transactions transactions, Secrets secrets, Duration every) {
    this.spool = spool;
    this.transactions = transactions;
    this.secrets = secrets;
    this.every = every;
  }

  /** Starts taking in, with the application's login. */
  public static AccessIntake start(
      AccessSpool spool, Transactions transactions, Secrets secrets, Duration every) {
    AccessIntake intake = new AccessIntake(spool, transactions, secrets, every);
    intake.thread.setDaemon(true);
    intake.thread.start();
    return intake;
  }

  private void run() {
    try {
      while (!stopping) {
        spool.progress().awaitWanted(takeAll() ? every : RETRY);
      }
      takeAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes in whatever there is; false when something has to be tried again. */
  private boolean takeAll() {
    boolean all = true;
    try {
      for (Path file : files()) {
        all &= takeFile(file);
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "The access spool can''t be listed: {0}", e.getClass().getName());
      return false;
    }
    return all;
  }

  private boolean takeFile(Path file) {
    try {
      long number = SpoolFormat.number(file).orElseThrow();
      OptionalLong written = spool.written(number);
      if (written.isPresent()) {
        take(number, written.getAsLong());
      } else if (SpoolFile.abandoned(spool.folder(), number)) {
        takeWhole(file, number);
      }
      return true;
    } catch (DatabaseFault e) {
      LOG.log(Level.WARNING, "Access events wait in the spool: SQLSTATE {0}", e.state());
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "A spool file can''t be taken in: {0}", e.getClass().getName());
    }
    return false;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(spool.folder())) {
      return files.filter(file -> SpoolFormat.number(file).isPresent()).toList();
    }
  }

  private void takeWhole(Path file, long number) throws IOException {
    try {
      take(number, Files.size(file));
    } catch (NoSuchFileException e) {
      // Another program took it in and deleted it.
      bytesTaken.remove(number);
      return;
    }
    Files.deleteIfExists(file);
    Files.deleteIfExists(SpoolFormat.lock(spool.folder(), number));
    bytesTaken.remove(number);
  }

  private void take(long number, long limit) throws IOException {
    while (bytesTaken.getOrDefault(number, 0L) < limit) {
      Mark mark = takePortion(number, limit);
      bytesTaken.put(number, mark.bytes());
      spool.progress().advance(number, mark.records());
    }
  }

  private Mark takePortion(long number, long limit) throws IOException {
    try {
      return transactions.transact(connection -> {
        Mark before = PostgresAccesses.lockedMark(connection, number);
        SpoolPortion portion = portion(number, before, limit);
        if (!portion.events().isEmpty()) {
          PostgresAccesses.add(connection, secrets, portion.events());
        }
        PostgresAccesses.move(connection, number, portion.mark());
        return report(before, portion.mark());
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private SpoolPortion portion(long number, Mark before, long limit) {
    try {
      return before.bytes() >= limit
          ? new SpoolPortion(List.of(), before)
          : SpoolReading.read(spool.folder(), number, secrets, before, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Mark report(Mark before, Mark after) {
    if (after.altered() > before.altered()) {
      long count = after.altered() - before.altered();
      LOG.log(Level.ERROR, "{0} access events in a spool file were altered", count);
      spool.turnOver();
    }
    if (after.torn() > before.torn()) {
      long count = after.torn() - before.torn();
      LOG.log(Level.WARNING, "A spool file ended with {0} bytes of no whole event", count);
    }
    return after;
  }

  /** Takes in what is there once more, then stops. Close the spool before. */
  @Override
  public void close() {
    stopping = true;
    spool.progress().nudge();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
