package org.tunza.store.blob;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.database.Transactions;

/**
 * Blobs that no row claims: of a commit that was broken off, or of what was destroyed by a program
 * that ended before it removed them.
 */
public final class Unclaimed {

  private static final int PORTION = 1_000;

  private final BlobStore store;
  private final Transactions transactions;

  /** Reads with the application's login. */
  public Unclaimed(BlobStore store, Transactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /** Shows each that was put before a moment. */
  public void each(Instant before, BlobStore.Each each) throws IOException {
    List<String> portion = new ArrayList<>();
    store.each(
        before,
        name -> {
          portion.add(name);
          if (portion.size() == PORTION) {
            show(portion, each);
          }
        });
    show(portion, each);
  }

  private void show(List<String> portion, BlobStore.Each each) throws IOException {
    List<String> names = List.copyOf(portion);
    portion.clear();
    for (String name :
        transactions.read(connection -> PostgresBlobs.unclaimed(connection, names))) {
      each.take(name);
    }
  }
}
