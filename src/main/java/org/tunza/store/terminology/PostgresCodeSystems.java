package org.tunza.store.terminology;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.platform.database.Transactions;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.record.terminology.Concepts;

/** The code systems that were loaded into the database. */
public final class PostgresCodeSystems implements CodeSystems {

  private static final String FIND =
      """
      select url, version, name, value_set, extent, number, concepts, inactive::text
      from code_system
      where url = ? and (version = ? or ? = '')
      order by loaded desc, number desc
      limit 1
      """;

  private static final String OF_VALUE_SET =
      """
      select url, version, name, value_set, extent
      from code_system
      where value_set = ?
      order by loaded desc, number desc
      limit 1
      """;

  private static final String ALL =
      """
      select url, version, name, value_set, extent, concepts, loaded, source, agent
      from code_system
      order by url, loaded desc, number desc
      """;

  private final Transactions transactions;

  public PostgresCodeSystems(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Concepts> find(String url, String version) {
    return transactions.read(connection ->
        Sql.one(
            connection,
            FIND,
            row ->
                new PostgresConcepts(
                    transactions, codeSystem(row), row.getInt(6), row.getInt(7), row.getString(8)),
            url,
            version,
            version));
  }

  @Override
  public Optional<CodeSystem> ofValueSet(String canonical) {
    return canonical.isEmpty()
        ? Optional.empty()
        : transactions.read(connection ->
            Sql.one(connection, OF_VALUE_SET, PostgresCodeSystems::codeSystem, canonical));
  }

  @Override
  public List<Loaded> all() {
    return transactions.read(connection ->
        Sql.query(
            connection,
            ALL,
            row ->
                new Loaded(
                    codeSystem(row),
                    row.getInt(6),
                    Objects.requireNonNull(SqlRows.instant(row, 7)),
                    row.getString(8),
                    row.getInt(9))));
  }

  private static CodeSystem codeSystem(ResultSet row) throws SQLException {
    return new CodeSystem(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        CodeSystem.Extent.of(row.getInt(5)));
  }
}
