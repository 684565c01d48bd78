package org.tunza.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.database.Transactions;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.MasterKeys;
import org.tunza.testing.PlainIndexing;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

final class ReadDuringDestructionTest {

  private static final AccessScope SCOPE = AccessScope.everything();

  @TempDir Path folder;

  @Test
  void a_row_that_was_read_just_before_keys_were_replaced_is_read_again() {
    try (TestDatabase database = TestDatabase.fresh()) {
      TestStore writer = TestStore.open(database, folder);
      EntryId patient = writer.fresh("Patient");
      EntryId doomed = writer.fresh("Observation");
      writer.done(
          writer.create(patient, Map.of("name", "a")),
          writer.create(doomed, Map.of("subject", patient.id())));
      var target =
          new KeyDestruction.Target.Entry(
              writer.records().read(SCOPE, doomed).orThrow().key(), TestStore.WHO);
      TestStore reader = TestStore.open(database, folder);
      Transactions transactions = database.database().transactions();
      Runnable destruction =
          () -> {
            TestStore.destruction(new MasterKeys(folder))
                .run(database.database().disposing(), target);
            transactions.transact(reader.keys()::keepUp);
          };
      Store store =
          new Store(
              reader.keys(),
              reader.sealing(),
              reader.blobs(),
              new PlainIndexing(),
              new TermHash(new byte[32]),
              new PostgresNumbers(),
              PostgresRecords.Dangling.REFUSED);
      var read =
          transactions.read(connection ->
              new PostgresVersions(store, before("chart_key", destruction, connection), SCOPE)
                  .current(patient));
      assertThat(read).isPresent();
    }
  }

  /** The connection, on which something happens once before a statement on this table. */
  private static Connection before(String table, Runnable event, Connection connection) {
    AtomicBoolean happened = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (arguments != null
                  && arguments[0] instanceof String sql
                  && sql.contains(table)
                  && !happened.getAndSet(true)) {
                event.run();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
