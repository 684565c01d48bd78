package org.tunza.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Sql;
import org.tunza.testing.TestDatabase;

/** What each login must not be able to do, typed in SQL as somebody with its password would. */
final class LoginsTest {
  private static final String DENIED = "42501";

  private static final List<String> RIGHTS_OF_NOBODY =
      List.of(
          "set role tunza_owner",
          "set role postgres",
          "set session authorization tunza_owner",
          "set session_replication_role = replica",
          "alter role current_user superuser",
          "create role intruder login",
          "create table mine (n integer)",
          "create temporary table mine (n integer)",
          "create schema mine",
          "create function mine() returns integer language sql as 'select 1'",
          "create or replace function horizon() returns timestamptz language sql as 'select now()'",
          "alter system set fsync = off",
          "select pg_read_file('postgresql.conf')",
          "copy entry_version to '/dev/null'",
          "drop function horizon()");

  /** Tables that are written once, each with a column of it. */
  private static final List<String[]> WRITTEN_ONCE =
      List.of(
          new String[] {"entry_version", "version"},
          new String[] {"ledger_event", "event"},
          new String[] {"ledger_commit", "agent"},
          new String[] {"ledger_leaf", "leaf"},
          new String[] {"ledger_node", "hash"},
          new String[] {"ledger_checkpoint", "note"},
          new String[] {"access_batch", "sealed"},
          new String[] {"access_chart", "commit"},
          new String[] {"access_agent", "commit"},
          new String[] {"entry_id", "id"});

  @AutoClose private static final TestDatabase database = TestDatabase.fresh();

  private static List<String> destroying() {
    List<String> statements = new ArrayList<>(RIGHTS_OF_NOBODY);
    for (String[] each : WRITTEN_ONCE) {
      String table = each[0];
      statements.add("update %1$s set %2$s = %2$s".formatted(table, each[1]));
      statements.add("delete from " + table);
      statements.add("truncate " + table);
      statements.add("drop table " + table);
      statements.add("alter table %s disable trigger all".formatted(table));
      statements.add("alter table %s owner to current_user".formatted(table));
      statements.add("alter table %s drop column %s".formatted(table, each[1]));
      statements.add("create trigger t before insert on %s execute function f()".formatted(table));
      statements.add("create rule r as on insert to %s do nothing".formatted(table));
    }
    return statements;
  }

  private static List<String> and(List<String> more) {
    List<String> statements = destroying();
    statements.addAll(more);
    return statements;
  }

  @Test
  void the_application_can_neither_alter_nor_destroy_what_is_kept() throws SQLException {
    assertDenied(
        database.logins().app(),
        and(
            List.of(
                "delete from entry",
                "update entry set wrapped = null",
                "update entry set type = 1",
                "update entry_id set type = 1",
                "delete from chart_key",
                "update chart_key set wrapped = ''",
                "delete from blob",
                "update blob set wrapped = ''",
                "update blob set name = ''",
                "update blob_store set id = ''",
                "delete from blob_store",
                "delete from bucket_key",
                "update bucket_key set wrapped = ''",
                "delete from store_key",
                "update store_key set wrapped = ''",
                "insert into master_key values (99, now(), '')",
                "delete from master_key",
                "update master_key set proof = ''",
                "insert into ledger_leaf values (0, 1, '')",
                "insert into ledger_node values (0, 8, '')",
                "insert into ledger_checkpoint values (1, now(), '', '')",
                "delete from ledger_pending",
                "update ledger_pending set leaf = ''",
                "delete from access_spool",
                "select record_destruction(1, 0, 0, 1, 1, 1::smallint)",
                "delete from done_once",
                "update done_once set recorded = now()",
                "select setval('commit_number', 1)")));
  }

  @Test
  void the_sequencer_can_give_places_and_do_nothing_to_content() throws SQLException {
    assertDenied(
        database.logins().sequencer(),
        and(
            List.of(
                "insert into entry_version values (1, 1, now(), 1, 1, 1, 1, '')",
                "insert into entry (chart, entry) values (1, 1)",
                "update entry set version = 1",
                "delete from entry",
                "select wrapped from entry",
                "select wrapped from chart_key",
                "select wrapped from blob",
                "select wrapped from bucket_key",
                "select value from text_term",
                "insert into term values (1, 1, 1, 1)",
                "delete from term",
                "insert into ledger_commit values (1, now(), 1, 1, 1, 1)",
                "insert into ledger_event values (1, 1, 1, 1, 1, 1, '')",
                "insert into ledger_pending values (1, '')",
                "update ledger_pending set leaf = ''",
                "select record_destruction(1, 0, 0, 1, 1, 1::smallint)",
                "insert into access_batch values (1, now(), 1, '')",
                "insert into store_key values ('mine', 1, '')",
                "update store_key set wrapped = ''",
                "insert into master_key values (99, now(), '')",
                "select nextval('commit_number')")));
  }

  @Test
  void disposal_can_take_keys_away_and_write_neither_versions_nor_the_ledger() throws SQLException {
    assertDenied(
        database.logins().disposal(),
        and(
            List.of(
                "insert into entry_version values (1, 1, now(), 1, 1, 1, 1, '')",
                "insert into entry (chart, entry) values (1, 1)",
                "insert into entry_id values (1, 1, 1, 'x')",
                "update entry set version = 1",
                "update entry set state = 1",
                "delete from entry",
                "insert into term values (1, 1, 1, 1)",
                "insert into compartment values (1, 1, 1, 1)",
                "insert into chart_key values (1, 1, '')",
                "insert into blob values (1, 1, 1, 1, '', '')",
                "update blob set name = ''",
                "delete from bucket_key",
                "delete from store_key",
                "delete from master_key",
                "update master_key set proof = ''",
                "insert into ledger_commit values (1, now(), 1, 1, 1, 1)",
                "insert into ledger_event values (1, 1, 1, 1, 1, 1, '')",
                "insert into ledger_pending values (1, '')",
                "delete from ledger_pending",
                "insert into ledger_leaf values (0, 1, '')",
                "insert into ledger_node values (0, 8, '')",
                "insert into ledger_checkpoint values (1, now(), '', '')",
                "insert into access_batch values (1, now(), 1, '')",
                "select nextval('commit_number')")));
  }

  /** PostgreSQL only warns whoever grants what he does not have. */
  @Test
  void the_rights_to_change_and_delete_are_those_that_were_meant() throws SQLException {
    Login app = database.logins().app();
    try (Connection superuser = database.superuser();
        Connection greedy =
            DriverManager.getConnection(database.url(), app.user(), app.password())) {
      Sql.update(greedy, "grant delete on entry_version to tunza_app");
      List<String> rights =
          Sql.query(
              superuser,
              """
              select grantee || ' ' || lower(privilege_type) || ' ' || table_name
              from information_schema.role_table_grants
              where table_schema = 'public' and grantee <> 'tunza_owner'
                and privilege_type not in ('SELECT', 'INSERT')
              """,
              row -> row.getString(1));
      assertThat(rights)
          .containsExactlyInAnyOrder(
              "tunza_app delete compartment",
              "tunza_app delete date_term",
              "tunza_app delete quantity_term",
              "tunza_app delete term",
              "tunza_app delete text_term",
              "tunza_app update index_walk",
              "tunza_app update search_index",
              "tunza_disposal delete blob",
              "tunza_disposal delete chart_key",
              "tunza_disposal update bucket_key",
              "tunza_disposal update chart_key",
              "tunza_disposal update store_key",
              "tunza_sequencer delete ledger_pending");
    }
  }

  private static void assertDenied(Login login, List<String> statements) throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Connection connection =
        DriverManager.getConnection(database.url(), login.user(), login.password())) {
      for (String statement : statements) {
        try (var typed = connection.createStatement()) {
          typed.execute(statement);
          wrong.add("allowed: " + statement);
        } catch (SQLException e) {
          if (!DENIED.equals(e.getSQLState())) {
            wrong.add(e.getSQLState() + ": " + statement);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
