package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Transactions;
import org.tunza.record.EntryKey;
import org.tunza.store.blob.BlobLost;
import org.tunza.store.blob.BlobRow;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.key.VersionOpening.Opened;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.PostgresBlobVersions.BlobVersion;
import org.tunza.store.verify.Verification.Stage;

/**
 * Holds blobs against the versions that have them: each is there under its name, opens, and is what
 * the version's content says. Versions that don't open are passed over here; {@link Verify} tells
 * of them.
 */
public final class VerifyBlobs {
  private static final int PORTION = 32;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private final Transactions transactions;
  private final VersionOpening opening;
  private final Blobs blobs;
  private final int type;
  private final Verification verification;

  /**
   * Reads with the application's login.
   *
   * @param type the number of the type whose versions may have blobs
   */
  public VerifyBlobs(
      Transactions transactions,
      VersionOpening opening,
      Blobs blobs,
      int type,
      Verification verification) {
    this.transactions = transactions;
    this.opening = opening;
    this.blobs = blobs;
    this.type = type;
    this.verification = verification;
  }

  public void run() {
    long total = transactions.read(connection -> PostgresBlobVersions.count(connection, type));
    BlobVersion last = null;
    for (long done = 0; ; ) {
      BlobVersion after = last;
      List<BlobVersion> portion = transactions.transact(connection -> portion(connection, after));
      if (portion.isEmpty()) {
        break;
      }
      last = portion.getLast();
      done += portion.size();
      verification.at(Stage.BLOBS, Math.min(done, total), total);
    }
    for (BlobRow row :
        transactions.read(connection -> PostgresBlobVersions.astray(connection, type))) {
      found(Kind.BLOB_ALTERED, row.of(), row.version(), "there is a blob, but no such version");
    }
  }

  private List<BlobVersion> portion(Connection connection, @Nullable BlobVersion after)
      throws SQLException {
    PostgresVerify.oneSnapshot(connection);
    List<BlobVersion> portion =
        after == null
            ? PostgresBlobVersions.after(connection, type, FIRST, new EntryKey(0, 0), 0, PORTION)
            : PostgresBlobVersions.after(
                connection,
                type,
                after.updated(),
                after.version().key(),
                after.version().version(),
                PORTION);
    for (BlobVersion version : portion) {
      if (opening.open(connection, version.version()) instanceof Opened(_, byte[] content)) {
        hold(connection, version, content);
      }
    }
    return portion;
  }

  private void hold(Connection connection, BlobVersion of, byte[] content) throws SQLException {
    EntryKey key = of.version().key();
    int version = of.version().version();
    BlobRow row = of.row();
    if (row == null) {
      if (Blobs.isMarked(content)) {
        found(Kind.BLOB_MISSING, key, version, "no row says where its blob is");
      }
      return;
    }
    try {
      blobs.check(connection, row, content);
    } catch (BlobLost lost) {
      if (!isDestroyedByNow(key)) {
        found(lost.isMissing() ? Kind.BLOB_MISSING : Kind.BLOB_ALTERED, key, version, lost.what());
      }
    } catch (KeyTree.KeyLost _) {
      found(Kind.KEY_LOST, key, version, "the key of its blob does not open");
    }
  }

  /** Its file may have gone since the state of the database that is looked at. */
  private boolean isDestroyedByNow(EntryKey key) {
    return !transactions
        .read(connection -> PostgresVerify.destroyed(connection, Set.of(key)))
        .isEmpty();
  }

  private void found(Kind kind, EntryKey key, int version, String text) {
    verification.found(Finding.of(kind, key, version, text));
  }
}
