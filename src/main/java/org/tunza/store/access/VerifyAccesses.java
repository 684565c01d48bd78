package org.tunza.store.access;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tunza.platform.database.Transactions;
import org.tunza.store.access.PostgresAccesses.Indexed;
import org.tunza.store.access.PostgresAccesses.SpoolMark;
import org.tunza.store.access.SpoolPortion.Mark;
import org.tunza.store.ledger.Secrets;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.Verification;
import org.tunza.store.verify.Verification.Stage;

/**
 * Holds access events against what the database says of them: batches open and are indexed, spools
 * account for every event, and what is left of spool files is what was taken in of them. That the
 * batches are those of the ledger is verified with its leaves. What was cut from the end of a spool
 * before the database knew of it can't be told from what never was.
 */
public final class VerifyAccesses {
  private static final int PORTION = 100;

  private final Transactions transactions;
  private final Secrets secrets;
  private final Path folder;
  private final Verification verification;

  /** Reads with the application's login, and the spool files of one program's folder. */
  public VerifyAccesses(
      Transactions transactions, Secrets secrets, Path folder, Verification verification) {
    this.transactions = transactions;
    this.secrets = secrets;
    this.folder = folder;
    this.verification = verification;
  }

  public void run() throws IOException {
    long unaccounted = transactions.read(PostgresAccesses::unaccounted);
    if (unaccounted != 0) {
      found(
          Kind.SPOOL_ALTERED,
          "spools and batches differ by %d access events".formatted(unaccounted));
    }
    batches();
    Map<Long, Mark> marks = new HashMap<>();
    for (SpoolMark mark : transactions.read(PostgresAccesses::marks)) {
      marks.put(mark.spool(), mark.mark());
      taken(mark);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        long spool = SpoolFormat.number(file).orElse(0L);
        if (spool != 0) {
          file(file, spool, marks.getOrDefault(spool, Mark.start(spool)));
        }
      }
    }
  }

  private void taken(SpoolMark spool) {
    if (spool.mark().altered() > 0) {
      found(
          Kind.SPOOL_ALTERED,
          "%d access events of spool %016x did not open when they were taken in"
              .formatted(spool.mark().altered(), spool.spool()));
    }
    if (spool.mark().torn() > 0) {
      found(
          Kind.SPOOL_TORN,
          "%d bytes of spool %016x were no whole access event"
              .formatted(spool.mark().torn(), spool.spool()));
    }
  }

  private void batches() {
    long after = Long.MIN_VALUE;
    long done = 0;
    while (true) {
      long from = after;
      List<Indexed> portion =
          transactions.read(connection -> PostgresAccesses.batches(connection, from, PORTION));
      if (portion.isEmpty()) {
        return;
      }
      for (Indexed batch : portion) {
        transactions.read(connection -> check(connection, batch));
      }
      done += portion.size();
      verification.at(Stage.ACCESSES, done, done);
      after = portion.getLast().batch().commit();
    }
  }

  private boolean check(Connection connection, Indexed stored) throws SQLException {
    long commit = stored.batch().commit();
    List<AccessEvent> events =
        AccessBatch.open(secrets, commit, stored.batch().sealed()).orElse(List.of());
    if (events.isEmpty() || events.size() != stored.count()) {
      found(Kind.ACCESSES_ALTERED, "the batch of commit %d does not open".formatted(commit));
      return false;
    }
    long[] charts = AccessBatch.charts(events).stream().mapToLong(Long::longValue).toArray();
    int[] agents = AccessBatch.agents(events).stream().mapToInt(Integer::intValue).toArray();
    long indexed = PostgresAccesses.indexed(connection, commit, charts, agents);
    if (indexed != charts.length + agents.length) {
      found(
          Kind.ACCESSES_ALTERED,
          "the index of the batch of commit %d is not what it holds".formatted(commit));
    }
    return true;
  }

  private void file(Path file, long spool, Mark mark) throws IOException {
    try {
      boolean abandoned = SpoolFile.abandoned(folder, spool);
      long size = Files.size(file);
      if (size < mark.bytes()) {
        found(Kind.SPOOL_ALTERED, "spool %016x was cut".formatted(spool));
        return;
      }
      Mark again = read(spool, Mark.start(spool), mark.bytes());
      if (again.records() != mark.records() || !Arrays.equals(again.chain(), mark.chain())) {
        found(Kind.SPOOL_ALTERED, "spool %016x is not what was taken in".formatted(spool));
      }
      Mark end = read(spool, mark, size);
      if (end.altered() > mark.altered()) {
        found(
            Kind.SPOOL_ALTERED,
            "%d access events of spool %016x do not open"
                .formatted(end.altered() - mark.altered(), spool));
      }
      if (abandoned && end.torn() > mark.torn()) {
        found(Kind.SPOOL_TORN, "spool %016x ends within an access event".formatted(spool));
      }
    } catch (NoSuchFileException | FileNotFoundException e) {
      // It was taken in meanwhile.
      return;
    }
  }

  private Mark read(long spool, Mark from, long limit) throws IOException {
    Mark mark = from;
    while (mark.bytes() < limit) {
      mark = SpoolReading.read(folder, spool, secrets, mark, limit).mark();
    }
    return mark;
  }

  private void found(Kind kind, String text) {
    verification.found(Finding.of(kind, text));
  }
}
