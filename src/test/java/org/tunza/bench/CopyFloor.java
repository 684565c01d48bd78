package org.tunza.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.tunza.platform.database.Sql;

/**
 * The floor of a load: COPY of the same sealed bytes and index rows into empty tables with the same
 * indexes, in transactions of about the size of a bundle.
 */
final class CopyFloor {

  private static final List<String> TABLES =
      List.of(
          "entry_id",
          "entry",
          "entry_version",
          "compartment",
          "term",
          "text_term",
          "date_term",
          "quantity_term",
          "ledger_event");
  private static final int ENTRIES_A_COMMIT = 1_000;

  private final Connection owner;
  private final long postmaster;

  CopyFloor(Connection owner, long postmaster) {
    this.owner = owner;
    this.postmaster = postmaster;
  }

  /** Microseconds of CPU for one entry, of the round in the middle. */
  double micros(int rounds) throws SQLException, IOException {
    CopyManager copy = owner.unwrap(PGConnection.class).getCopyAPI();
    long entries = Sql.number(owner, "select count(*) from entry");
    List<List<byte[]>> portions = portions(copy, (int) (entries / ENTRIES_A_COMMIT) + 1);
    double[] used = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      used[round] = copied(copy, portions);
    }
    Arrays.sort(used);
    return used[rounds / 2] / entries;
  }

  private double copied(CopyManager copy, List<List<byte[]>> portions)
      throws SQLException, IOException {
    try (Statement statement = owner.createStatement()) {
      statement.execute("drop schema if exists floor cascade");
      statement.execute("create schema floor");
      for (String table : TABLES) {
        statement.execute("create table floor.%1$s (like %1$s including all)".formatted(table));
      }
    }
    double before = Cpu.ofFamily(postmaster);
    owner.setAutoCommit(false);
    for (List<byte[]> portion : portions) {
      for (int i = 0; i < TABLES.size(); i++) {
        copy.copyIn(
            "copy floor.%s from stdin binary".formatted(TABLES.get(i)),
            new ByteArrayInputStream(portion.get(i)));
      }
      owner.commit();
    }
    owner.setAutoCommit(true);
    double used = Cpu.ofFamily(postmaster) - before;
    try (Statement statement = owner.createStatement()) {
      statement.execute("drop schema floor cascade");
    }
    return used;
  }

  private static List<List<byte[]>> portions(CopyManager copy, int count)
      throws SQLException, IOException {
    List<List<byte[]>> portions = new ArrayList<>();
    for (int portion = 0; portion < count; portion++) {
      List<byte[]> tables = new ArrayList<>();
      for (String table : TABLES) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy.copyOut(
            "copy (select * from %s where entry %% %d = %d) to stdout binary"
                .formatted(table, count, portion),
            bytes);
        tables.add(bytes.toByteArray());
      }
      portions.add(tables);
    }
    return portions;
  }
}
