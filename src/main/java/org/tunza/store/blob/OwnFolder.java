package org.tunza.store.blob;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Transactions;

/**
 * The folder of blobs that belongs to a database. At the first start the database gets an id, and
 * then one folder, that was empty, is marked with it; from then on no other will do.
 */
public final class OwnFolder {

  private static final int ID_BYTES = 16;

  private final Transactions owner;
  private final Randomness randomness;
  private final BlobFolder folder;

  private OwnFolder(Transactions owner, Path root, Randomness randomness) {
    this.owner = owner;
    this.randomness = randomness;
    this.folder = new BlobFolder(root);
  }

  /** Opens it, with transactions of the owner. */
  public static BlobFolder open(Transactions owner, Path root, Randomness randomness) {
    return new OwnFolder(owner, root.toAbsolutePath().normalize(), randomness).opened();
  }

  private BlobFolder opened() {
    owner.transact(this::name);
    owner.transact(this::mark);
    return folder;
  }

  /** Gives the database its id. */
  private boolean name(Connection connection) throws SQLException {
    if (PostgresBlobs.holdOwn(connection).isPresent()) {
      return false;
    }
    if (folder.id().isPresent() || !folder.isEmpty()) {
      throw another();
    }
    PostgresBlobs.addOwn(connection, HexFormat.of().formatHex(randomness.bytes(ID_BYTES)));
    return true;
  }

  /** Marks the folder, or holds its mark against the database's id. */
  private boolean mark(Connection connection) throws SQLException {
    PostgresBlobs.Own own = PostgresBlobs.holdOwn(connection).orElseThrow();
    Optional<String> found = folder.id();
    if (found.isPresent() && !found.get().equals(own.id())) {
      throw another();
    }
    if (own.marked() && found.isEmpty()) {
      throw refusal(
          "%s is not the folder of this database's blobs; set blobs to that, or bring it back.");
    }
    if (!own.marked()) {
      folder.mark(own.id());
      PostgresBlobs.ownIsMarked(connection);
    }
    return true;
  }

  private StartRefusal another() {
    return refusal(
        "%s holds another database's blobs; set blobs to the folder that belongs to this one.");
  }

  private StartRefusal refusal(String line) {
    return new StartRefusal(StartRefusal.Reason.BLOBS_ELSEWHERE, line.formatted(folder));
  }
}
