package org.tunza.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.Version;
import org.tunza.record.index.Indexing;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;

/** Reads entries as they stand: by id for a commit, and those that are referred to. */
final class PostgresEntries {

  /** The offset keeps the planner from walking all versions of an entry to find the current. */
  private static final String CURRENT =
      """
      select i.type, i.id, i.chart, i.entry, e.state, e.version, e.updated, e.wrapped,
        e.links, v.dictionary, v.sealed
      from unnest(?::smallint[], ?::text[]) as u (type, id)
      join entry_id i on i.type = u.type and i.id = u.id
      left join entry e on e.chart = i.chart and e.entry = i.entry
      left join lateral (
        select v.dictionary, v.sealed
        from entry_version v
        where v.chart = e.chart and v.entry = e.entry and v.version = e.version
        offset 0) v on true
      """;

  private static final String BEGIN =
      """
      select place, recorded, epoch, chart, entry, state,
        version, updated, wrapped, links, dictionary, sealed, edition
      from begin_commit(?::bigint[], ?::boolean[], ?::smallint[], ?::text[], ?)
      """;

  private static final String REFERRED =
      """
      select place, chart, entry, state from hold_references(?::smallint[], ?::text[], ?::bigint[])
      """;

  private static final String ONCE =
      """
      insert into done_once (key, recorded) values (?, ?) on conflict do nothing
      """;

  private static final String REFERRING =
      """
      (select e.chart, e.entry from term t
        join entry e on e.chart = t.chart and e.entry = t.entry
        where t.term = any (?::bigint[]) limit ?)
      union
      (select chart, entry from entry where tail && ?::bigint[] limit ?)
      """;

  private final Connection connection;
  private final KeyTree keys;
  private final Sealing sealing;
  private final Blobs blobs;
  private final Indexing indexing;

  PostgresEntries(Connection connection, Store store) {
    this.connection = connection;
    this.keys = store.keys();
    this.sealing = store.sealing();
    this.blobs = store.blobs();
    this.indexing = store.indexing();
  }

  /**
   * When a commit began, and the key tree's epoch then.
   *
   * @param edition of the index
   * @param referred where those lie that are or were referred to, of those that are known
   * @param standing those that will be written, of those that are there
   */
  record Begun(
      Instant recorded,
      int epoch,
      long edition,
      Map<EntryId, Referred> referred,
      List<Standing> standing) {}

  /** Takes the locks and says the time; the first statement of every commit. */
  Begun begin(LockSet locks, Collection<EntryId> written, Collection<EntryId> references)
      throws SQLException {
    List<EntryId> places = new ArrayList<>(written);
    places.addAll(references);
    Map<EntryId, Referred> found = HashMap.newHashMap(references.size());
    List<Standing> standing = new ArrayList<>(written.size());
    List<Begun> begun = new ArrayList<>(1);
    Sql.query(
        connection,
        BEGIN,
        row -> {
          int place = row.getInt(1);
          if (place == 0) {
            return begun.add(
                new Begun(instant(row, 2), row.getInt(3), row.getLong(13), found, standing));
          }
          EntryId id = places.get(place - 1);
          Referred known = referred(row, 4);
          return known.state() != null && place <= written.size()
              ? standing.add(standing(id, row, 4))
              : found.put(id, known);
        },
        locks.keys(),
        locks.modes(),
        types(places),
        names(places),
        written.size());
    return begun.getFirst();
  }

  private static Referred referred(ResultSet row, int column) throws SQLException {
    EntryKey where = new EntryKey(row.getLong(column), row.getLong(column + 1));
    int state = row.getInt(column + 2);
    return new Referred(where, row.wasNull() ? null : Version.State.of(state));
  }

  /** Notes that this is done; says false when it was done before. */
  boolean once(String key, Instant recorded) throws SQLException {
    return Sql.update(connection, ONCE, key, recorded) == 1;
  }

  /**
   * Those of the ids that exist, deleted ones too.
   *
   * @param known gets those that have a number and no more
   */
  Map<EntryId, Pointer> current(Collection<EntryId> ids, Map<EntryId, Referred> known)
      throws SQLException {
    List<Standing> standing = new ArrayList<>(ids.size());
    Sql.query(
        connection,
        CURRENT,
        row -> {
          EntryId id = new EntryId(indexing.typeName(row.getInt(1)), row.getString(2));
          Referred referred = referred(row, 3);
          return referred.state() == null
              ? known.put(id, referred)
              : standing.add(standing(id, row, 3));
        },
        types(ids),
        names(ids));
    return opened(standing);
  }

  /** The same, of entries whose rows are here. */
  Map<EntryId, Pointer> opened(List<Standing> entries) throws SQLException {
    Map<EntryId, Pointer> pointers = HashMap.newHashMap(entries.size());
    for (Standing row : entries) {
      var key = keys.entry(connection, row.where, row.wrapped);
      byte[] opened = sealing.open(key, row.where, row.version, row.sealed).content();
      Blobs.Content whole = blobs.whole(connection, row.where, row.version, opened);
      pointers.put(
          row.id,
          new Pointer(
              row.id,
              row.where,
              row.version,
              row.updated,
              row.state,
              key,
              row.links,
              whole.bytes(),
              whole.blob()));
    }
    return pointers;
  }

  /** An entry as it stands, sealed. */
  record Standing(
      EntryId id,
      EntryKey where,
      Version.State state,
      int version,
      Instant updated,
      byte[] wrapped,
      long[] links,
      Sealing.Sealed sealed) {}

  private static Standing standing(EntryId id, ResultSet row, int column) throws SQLException {
    return new Standing(
        id,
        new EntryKey(row.getLong(column), row.getLong(column + 1)),
        Version.State.of(row.getInt(column + 2)),
        row.getInt(column + 3),
        instant(row, column + 4),
        row.getBytes(column + 5),
        Objects.requireNonNull(SqlRows.longs(row, column + 6)),
        new Sealing.Sealed(row.getInt(column + 7), row.getBytes(column + 8)));
  }

  /**
   * Where an entry lies that is referred to.
   *
   * @param state null when its id has a number and no more
   */
  record Referred(EntryKey where, Version.@Nullable State state) {}

  /** Those of the ids that exist; until the transaction ends nobody deletes them. */
  Map<EntryId, Referred> referred(Collection<EntryId> ids, LockSet locks) throws SQLException {
    List<EntryId> places = new ArrayList<>(ids);
    long[] existences =
        locks.isWhole()
            ? new long[0]
            : places.stream().mapToLong(LockSet::existence).sorted().toArray();
    Map<EntryId, Referred> found = HashMap.newHashMap(places.size());
    Sql.query(
        connection,
        REFERRED,
        row -> found.put(places.get(row.getInt(1) - 1), referred(row, 2)),
        types(places),
        names(places),
        existences);
    return found;
  }

  /** Entries that have one of these links, at most so many. */
  List<EntryKey> referring(long[] links, int max) throws SQLException {
    return Sql.query(
        connection,
        REFERRING,
        row -> new EntryKey(row.getLong(1), row.getLong(2)),
        links,
        max,
        links,
        max);
  }

  private short[] types(Collection<EntryId> ids) {
    short[] types = new short[ids.size()];
    int i = 0;
    for (EntryId id : ids) {
      types[i++] = (short) indexing.typeNumber(id.type());
    }
    return types;
  }

  private static String[] names(Collection<EntryId> ids) {
    return ids.stream().map(EntryId::id).toArray(String[]::new);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    Instant instant = SqlRows.instant(row, column);
    if (instant == null) {
      throw new SQLException("a time is missing in column " + column);
    }
    return instant;
  }
}
