package org.tunza.store.reindex;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Indexing;
import org.tunza.store.LockSet;
import org.tunza.store.PostgresNumbers;

/** Where the walk is, who walks, and what it needs besides rows: locks, names and numbers. */
public final class PostgresIndexWalk {

  private static final String COLUMNS =
      "edition, stage, chart, entry, page, pages, done, entries, mended";

  private PostgresIndexWalk() {}

  public static IndexWalk read(Connection connection) throws SQLException {
    return Sql.one(
            connection, "select %s from index_walk".formatted(COLUMNS), PostgresIndexWalk::walk)
        .orElseThrow();
  }

  private static IndexWalk walk(ResultSet row) throws SQLException {
    return new IndexWalk(
        row.getLong(1),
        row.getInt(2),
        new EntryKey(row.getLong(3), row.getLong(4)),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9));
  }

  /** Where it is, for who may go on with it; empty while another does. */
  static Optional<IndexWalk> claim(Connection connection, long walker, Duration lease)
      throws SQLException {
    return Sql.one(
        connection,
        """
        update index_walk set walker = ?, beat = clock_timestamp()
        where walker = ? or beat < clock_timestamp() - ? * interval '1 millisecond'
        returning %s
        """
            .formatted(COLUMNS),
        PostgresIndexWalk::walk,
        walker,
        walker,
        lease.toMillis());
  }

  /** Leaves it to others. */
  static void release(Connection connection, long walker) throws SQLException {
    Sql.update(connection, "update index_walk set beat = '-infinity' where walker = ?", walker);
  }

  /** Goes from one place to the next; says false when somebody else has done so. */
  static boolean move(Connection connection, long walker, IndexWalk from, IndexWalk to)
      throws SQLException {
    return Sql.update(
            connection,
            """
            update index_walk
            set edition = ?, stage = ?, chart = ?, entry = ?, page = ?, pages = ?, done = ?,
              entries = ?, mended = ?, beat = clock_timestamp()
            where walker = ? and edition = ? and stage = ? and chart = ? and entry = ? and page = ?
            """,
            to.edition(),
            to.stage(),
            to.after().chart(),
            to.after().entry(),
            to.page(),
            to.pages(),
            to.done(),
            to.entries(),
            to.mended(),
            walker,
            from.edition(),
            from.stage(),
            from.after().chart(),
            from.after().entry(),
            from.page())
        == 1;
  }

  /** What is known when locks are taken. */
  record Begun(int epoch, long edition) {}

  /** Takes locks as a commit does. */
  static Begun begin(Connection connection, LockSet locks) throws SQLException {
    return Sql.one(
            connection,
            """
            select epoch, edition
            from begin_commit(?::bigint[], ?::boolean[], '{}'::smallint[], '{}'::text[], 0)
            """,
            row -> new Begun(row.getInt(1), row.getLong(2)),
            locks.keys(),
            locks.modes())
        .orElseThrow();
  }

  /** The ids of these entries. */
  static List<EntryId> ids(Connection connection, Collection<EntryKey> entries, Indexing indexing)
      throws SQLException {
    return Sql.query(
        connection,
        "select type, id from entry_id where entry = any (?::bigint[])",
        row -> new EntryId(indexing.typeName(row.getInt(1)), row.getString(2)),
        entries.stream().mapToLong(EntryKey::entry).distinct().toArray());
  }

  /** The numbers of entries that are referred to; who has none gets one. */
  static Map<EntryId, Long> numbers(
      Connection connection, Set<EntryId> referred, Indexing indexing, PostgresNumbers fresh)
      throws SQLException {
    Map<EntryId, Long> numbers = PostgresIndexRows.numbers(connection, referred, indexing);
    List<EntryId> nobody = new ArrayList<>(referred);
    nobody.removeAll(numbers.keySet());
    if (nobody.isEmpty()) {
      return numbers;
    }
    long[] made = new long[nobody.size()];
    for (int i = 0; i < made.length; i++) {
      made[i] = fresh.next(connection, PostgresNumbers.Kind.ENTRY);
    }
    Sql.update(
        connection,
        """
        insert into entry_id (chart, entry, type, id)
        select ?, u.entry, u.type, u.id
        from unnest(?::bigint[], ?::smallint[], ?::text[]) as u (entry, type, id)
        on conflict do nothing
        """,
        EntryKey.UNBORN_CHART,
        made,
        types(nobody, indexing),
        nobody.stream().map(EntryId::id).toArray(String[]::new));
    Map<EntryId, Long> all = new HashMap<>(numbers);
    all.putAll(PostgresIndexRows.numbers(connection, nobody, indexing));
    return all;
  }

  private static short[] types(List<EntryId> ids, Indexing indexing) {
    short[] types = new short[ids.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = (short) indexing.typeNumber(ids.get(i).type());
    }
    return types;
  }
}
