package org.tunza.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Sql;
import org.tunza.testing.TestDatabase;

/** Reads the catalogue: what holds of the tables whatever migration made them. */
final class CatalogueTest {
  private static final int BUILTIN_LOCALES_SINCE = 170_000;

  @AutoClose private static final TestDatabase database = TestDatabase.fresh();

  private static List<String> texts(String sql) throws SQLException {
    try (Connection superuser = database.superuser()) {
      return Sql.query(superuser, sql, row -> row.getString(1));
    }
  }

  /** Decision 0006 says why these are keyed otherwise; the rest do not grow with patients. */
  @Test
  void every_other_unique_index_holds_the_chart() throws SQLException {
    List<String> otherwise =
        texts(
            """
            select distinct t.relname
            from pg_index x join pg_class t on t.oid = x.indrelid
            where t.relnamespace = 'public'::regnamespace and x.indisunique
              and not exists (
                select from pg_attribute a
                where a.attrelid = t.oid and a.attname = 'chart' and a.attnum = any (x.indkey))
            """);
    assertThat(otherwise)
        .containsExactlyInAnyOrder(
            "entry_id",
            "ledger_commit",
            "ledger_pending",
            "ledger_leaf",
            "ledger_node",
            "ledger_checkpoint",
            "access_batch",
            "access_agent",
            "access_spool",
            "blob_store",
            "code_system",
            "concept",
            "done_once",
            "index_walk",
            "search_index",
            "search_parameter",
            "master_key",
            "bucket_key",
            "store_key",
            "schema_history");
  }

  @Test
  void every_indexed_text_is_ordered_by_its_bytes() throws SQLException {
    assertThat(
            texts(
                """
                select t.relname || '.' || a.attname
                from pg_index x
                join pg_class t on t.oid = x.indrelid
                join pg_attribute a on a.attrelid = t.oid and a.attnum = any (x.indkey)
                where t.relnamespace = 'public'::regnamespace and a.attcollation <> 0
                  and a.attcollation <> 'pg_catalog."C"'::regcollation
                """))
        .isEmpty();
  }

  @Test
  void the_locale_is_one_that_no_upgrade_of_the_system_changes() throws SQLException {
    try (Connection superuser = database.superuser()) {
      long version = Sql.number(superuser, "select current_setting('server_version_num')::int");
      assumeThat(version).isGreaterThan(BUILTIN_LOCALES_SINCE);
    }
    assertThat(
            texts(
                """
                select datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding)
                from pg_database where datname = current_database()
                """))
        .containsExactly("b C.UTF-8 UTF8");
  }
}
