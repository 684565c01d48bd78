package org.tunza.store.key;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tunza.platform.database.Transactions;
import org.tunza.store.ledger.Secrets;

/** The store's own secrets, from the key tree; read once, since only their wrapping changes. */
public final class StoreSecrets implements Secrets {
  private final Map<String, byte[]> read = new ConcurrentHashMap<>();
  private final Transactions transactions;
  private final KeyTree keys;

  /** Reads, and makes what is missing, with the application's login. */
  public StoreSecrets(Transactions transactions, KeyTree keys) {
    this.transactions = transactions;
    this.keys = keys;
  }

  @Override
  public byte[] secret(String name) {
    return read.computeIfAbsent(
        name, wanted -> transactions.transact(connection -> keys.secret(connection, wanted)));
  }
}
