package org.tunza.store.reindex;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.database.Columns;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;
import org.tunza.store.index.TermTables;

/** Finds entries of which rows that should be there once are not, or are there twice. */
final class PostgresIndexGaps {

  private static final String NAMES =
      """
      select u.chart, u.entry
      from (select unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
          unnest(?::smallint[]) as type, unnest(?::text[]) as id) as u
      where not exists (
        select from entry_id i
        where i.type = u.type and i.id = u.id and i.chart = u.chart and i.entry = u.entry)
      """;

  /** A patient who came after the entry had named him has no row for it. */
  private static final String COMPARTMENTS =
      """
      select distinct u.home, u.entry
      from (select unnest(?::bigint[]) as home, unnest(?::bigint[]) as entry,
          unnest(?::bigint[]) as updated, unnest(?::smallint[]) as role,
          unnest(?::text[]) as id) as u
      join entry_id i on i.type = ? and i.id = u.id and i.chart <> u.home
      join entry_version v on v.chart = i.chart and v.entry = i.entry and v.version = 1
        and v.updated <= timestamptz 'epoch' + u.updated * interval '1 microsecond'
      where not exists (
        select from compartment c
        where c.chart = i.chart and c.home = u.home and c.entry = u.entry and c.role = u.role)
      """;

  private final Connection connection;

  PostgresIndexGaps(Connection connection) {
    this.connection = connection;
  }

  /** Of these rows of a table. */
  <V> List<EntryKey> terms(TermTables.Table<V> table, List<TermTables.Row<V>> rows)
      throws SQLException {
    List<Object> parameters = new ArrayList<>();
    table.columns().bind(rows, Columns.Form.ENTRIES, parameters);
    String sql =
        """
        select distinct u.chart, u.entry
        from %s as u
        where 1 <> (select count(*) from %s t where %s)
        """
            .formatted(table.columns().source(Columns.Form.ENTRIES), table.name(), table.same());
    return keys(sql, parameters.toArray());
  }

  List<EntryKey> names(List<Derived> entries) throws SQLException {
    List<Derived> named = entries.stream().filter(entry -> entry.id() != null).toList();
    short[] types = new short[named.size()];
    String[] ids = new String[named.size()];
    for (int i = 0; i < types.length; i++) {
      Derived entry = named.get(i);
      types[i] = (short) entry.pointed().type();
      ids[i] = java.util.Objects.requireNonNull(entry.id()).id();
    }
    return keys(
        NAMES,
        named.stream().mapToLong(entry -> entry.pointed().where().chart()).toArray(),
        named.stream().mapToLong(entry -> entry.pointed().where().entry()).toArray(),
        types,
        ids);
  }

  private record Concern(Derived entry, String patient, int role) {}

  List<EntryKey> compartments(List<Derived> entries, int patientType) throws SQLException {
    List<Concern> all =
        entries.stream()
            .flatMap(entry ->
                entry.compartments().stream()
                    .map(one -> new Concern(entry, one.patient().id(), one.role())))
            .toList();
    short[] roles = new short[all.size()];
    for (int i = 0; i < roles.length; i++) {
      roles[i] = (short) all.get(i).role();
    }
    return keys(
        COMPARTMENTS,
        all.stream().mapToLong(one -> one.entry().pointed().where().chart()).toArray(),
        all.stream().mapToLong(one -> one.entry().pointed().where().entry()).toArray(),
        all.stream().mapToLong(one -> one.entry().pointed().updated()).toArray(),
        roles,
        all.stream().map(Concern::patient).toArray(String[]::new),
        (short) patientType);
  }

  private List<EntryKey> keys(String sql, Object... columns) throws SQLException {
    return Sql.query(connection, sql, row -> new EntryKey(row.getLong(1), row.getLong(2)), columns);
  }
}
