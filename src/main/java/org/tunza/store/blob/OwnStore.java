package org.tunza.store.blob;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Transactions;

/**
 * The store of blobs that belongs to a database. At the first start the database gets an id, and
 * then one folder or bucket, that was empty, is marked with it; from then on no other will do.
 */
public final class OwnStore {

  private static final int ID_BYTES = 16;

  private final Transactions owner;
  private final Randomness randomness;
  private final BlobStore store;

  private OwnStore(Transactions owner, BlobStore store, Randomness randomness) {
    this.owner = owner;
    this.randomness = randomness;
    this.store = store;
  }

  /** Opens it, with transactions of the owner. */
  public static BlobStore open(Transactions owner, BlobStore store, Randomness randomness) {
    return new OwnStore(owner, store, randomness).opened();
  }

  private BlobStore opened() {
    owner.transact(this::name);
    owner.transact(this::mark);
    return store;
  }

  /** Gives the database its id. */
  private boolean name(Connection connection) throws SQLException {
    if (PostgresBlobs.holdOwn(connection).isPresent()) {
      return false;
    }
    if (store.id().isPresent() || !store.isEmpty()) {
      throw another();
    }
    PostgresBlobs.addOwn(connection, HexFormat.of().formatHex(randomness.bytes(ID_BYTES)));
    return true;
  }

  /** Marks the store, or holds its mark against the database's id. */
  private boolean mark(Connection connection) throws SQLException {
    PostgresBlobs.Own own = PostgresBlobs.holdOwn(connection).orElseThrow();
    Optional<String> found = store.id();
    if (found.isPresent() && !found.get().equals(own.id())) {
      throw another();
    }
    if (own.marked() && found.isEmpty()) {
      throw refusal(
          "%s does not hold this database's blobs; set blobs to what does, or bring it back.");
    }
    if (!own.marked()) {
      store.mark(own.id());
      PostgresBlobs.ownIsMarked(connection);
    }
    return true;
  }

  private StartRefusal another() {
    return refusal("%s holds another database's blobs; set blobs to what belongs to this one.");
  }

  private StartRefusal refusal(String line) {
    return new StartRefusal(StartRefusal.Reason.BLOBS_ELSEWHERE, line.formatted(store));
  }
}
