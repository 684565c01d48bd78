package org.tunza.store.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Sql;
import org.tunza.store.merkle.Node;
import org.tunza.store.merkle.Tiles;
import org.tunza.store.merkle.TreeHead;

/** The tree as it is kept: leaves, hashes of subtrees, checkpoints, and what waits for a place. */
final class PostgresTree {
  private static final long SEQUENCER_LOCK = 0x74756e7a61_0001L;

  private PostgresTree() {}

  /** A leaf that got its place. */
  record Placed(long seq, byte[] leaf) {}

  /** Becomes the one sequencer of this database, until unlock or the end of the session. */
  static boolean lock(Connection connection) throws SQLException {
    return Sql.one(
            connection, "select pg_try_advisory_lock(?)", row -> row.getBoolean(1), SEQUENCER_LOCK)
        .orElseThrow();
  }

  /** Leaves the session as it was before the lock. */
  static void unlock(Connection connection) throws SQLException {
    Sql.update(connection, "reset synchronous_commit");
    Sql.one(connection, "select pg_advisory_unlock_all()", row -> true);
  }

  /** The tree's hashes, for one proof. */
  static Tiles tiles(Connection connection) {
    return new Tiles((level, from, count) -> {
      try {
        return hashes(connection, level, from, count);
      } catch (SQLException e) {
        throw new DatabaseFault(e);
      }
    });
  }

  /** From now on, commits of this session do not wait for the disk. */
  static void waitForNoDisk(Connection connection) throws SQLException {
    Sql.one(connection, "select set_config('synchronous_commit', 'off', false)", row -> true);
  }

  /** The commit of this one transaction waits for the disk, and so for all before it. */
  static void waitForDisk(Connection connection) throws SQLException {
    Sql.one(connection, "select set_config('synchronous_commit', 'on', true)", row -> true);
  }

  static long size(Connection connection) throws SQLException {
    return Sql.number(connection, "select coalesce(max(seq) + 1, 0) from ledger_leaf");
  }

  /** Hashes of a kept level, in order, up to the first that is missing. */
  static List<byte[]> hashes(Connection connection, int level, long from, int count)
      throws SQLException {
    String sql =
        level == 0
            ? """
            select seq, leaf from ledger_leaf where seq >= ? and seq < ? order by seq
            """
            : """
            select index, hash from ledger_node
            where index >= ? and index < ? and level = ? order by index
            """;
    List<Placed> rows =
        level == 0
            ? Sql.query(connection, sql, PostgresTree::placed, from, from + count)
            : Sql.query(connection, sql, PostgresTree::placed, from, from + count, (short) level);
    List<byte[]> hashes = new ArrayList<>(rows.size());
    for (Placed row : rows) {
      if (row.seq() != from + hashes.size()) {
        break;
      }
      hashes.add(row.leaf());
    }
    return hashes;
  }

  /** Gives places from {@code size} on to commits that wait, all that can be seen. */
  static List<Placed> place(Connection connection, long size, int max) throws SQLException {
    List<Placed> placed =
        Sql.query(
            connection,
            """
            with taken as (
              delete from ledger_pending
              where ctid = any (array(select ctid from ledger_pending order by commit limit ?))
              returning commit, leaf)
            insert into ledger_leaf (seq, commit, leaf)
            select ? + row_number() over (order by commit) - 1, commit, leaf from taken
            returning seq, leaf
            """,
            PostgresTree::placed,
            max,
            size);
    placed.sort(Comparator.comparingLong(Placed::seq));
    return placed;
  }

  static void addNodes(Connection connection, List<Node> nodes) throws SQLException {
    short[] levels = new short[nodes.size()];
    long[] indexes = new long[nodes.size()];
    byte[][] hashes = new byte[nodes.size()][];
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      levels[i] = (short) node.level();
      indexes[i] = node.index();
      hashes[i] = node.hash();
    }
    Sql.update(
        connection,
        """
        insert into ledger_node (level, index, hash)
        select * from unnest(?::smallint[], ?::bigint[], ?::bytea[])
        """,
        levels,
        indexes,
        hashes);
  }

  static void addCheckpoint(Connection connection, Checkpoint checkpoint, Instant signed)
      throws SQLException {
    Sql.update(
        connection,
        "insert into ledger_checkpoint (size, signed, root, note) values (?, ?, ?, ?)",
        checkpoint.head().size(),
        signed,
        checkpoint.head().root(),
        checkpoint.note());
  }

  static Optional<Checkpoint> latest(Connection connection) throws SQLException {
    return Sql.one(
        connection,
        "select size, root, note from ledger_checkpoint order by size desc limit 1",
        row -> new Checkpoint(new TreeHead(row.getLong(1), row.getBytes(2)), row.getString(3)));
  }

  /** The place of a commit's leaf, once it has one. */
  static Optional<Long> seqOf(Connection connection, long commit) throws SQLException {
    return Sql.one(
        connection, "select seq from ledger_leaf where commit = ?", row -> row.getLong(1), commit);
  }

  private static Placed placed(java.sql.ResultSet row) throws SQLException {
    return new Placed(row.getLong(1), row.getBytes(2));
  }
}
