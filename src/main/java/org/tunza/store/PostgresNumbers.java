package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.tunza.platform.database.Sql;

/** Numbers of charts, entries and commits, taken from the database a block at a time. */
public final class PostgresNumbers {

  /** Sequences and their steps, as the migrations make them. */
  public enum Kind {
    CHART("select nextval('chart_number')", 256),
    ENTRY("select nextval('entry_number')", 4_096),
    COMMIT("select nextval('commit_number')", 4_096);

    private final String next;
    private final int step;

    Kind(String next, int step) {
      this.next = next;
      this.step = step;
    }
  }

  private final Map<Kind, Block> blocks = new EnumMap<>(Kind.class);

  private static final class Block {
    private long next;
    private long end;
  }

  public PostgresNumbers() {
    for (Kind kind : Kind.values()) {
      blocks.put(kind, new Block());
    }
  }

  public long next(Connection connection, Kind kind) throws SQLException {
    Block block = Objects.requireNonNull(blocks.get(kind));
    synchronized (block) {
      if (block.next == block.end) {
        block.next = Sql.number(connection, kind.next);
        block.end = block.next + kind.step;
      }
      return block.next++;
    }
  }
}
