package org.tunza;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tunza.command.Verify;
import org.tunza.platform.Clock;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.postgres.Progress;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.access.VerifyAccesses;
import org.tunza.store.blob.Unclaimed;
import org.tunza.store.index.PostgresOwnParameters;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.key.StoreOpening;
import org.tunza.store.key.StoreSecrets;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.reindex.ReindexStore;
import org.tunza.store.reindex.Standing;
import org.tunza.store.verify.KeptCheckpoint;
import org.tunza.store.verify.VerifyBlobs;
import org.tunza.store.verify.VerifyIndex;

/** Verifies a store: beside the program that runs on it, or opened for this alone. */
final class StoreVerification {

  private StoreVerification() {}

  static void run(
      Settings settings, List<KeptCheckpoint> kept, Progress progress, Verify.Heard heard) {
    Path spool = settings.of(Settings.DATA).resolve("spool");
    try (Ground ground = Ground.reach(settings, progress, heard::reached)) {
      progress.doing("Reading the ledger");
      StoreSecrets secrets = ground.secrets();
      Transactions transactions = ground.database().transactions();
      Sealing sealing = new Sealing(Dictionaries.all(), Randomness.secure());
      StoreOpening opening = new StoreOpening(ground.keys(), sealing);
      new org.tunza.store.verify.Verify(
              transactions, new LedgerProofs(transactions, secrets), opening)
          .run(kept, heard);
      FhirIndexing indexing = indexing(transactions);
      TermHash hash = new TermHash(secrets.secret(KeyTree.INDEX));
      Standing rows = ReindexStore.standing(transactions);
      if (rows.index().isWhole()) {
        new VerifyIndex(transactions, opening, indexing, hash, heard).run();
      } else {
        progress.tell(
            "Search rows are not verified: they are being made anew (%d %%). See ./tunza reindex."
                .formatted(rows.percent()));
      }
      int binaries = indexing.typeNumber("Binary");
      new VerifyBlobs(transactions, opening, ground.blobs(), binaries, heard).run();
      heard.unclaimed(unclaimed(ground));
      new VerifyAccesses(transactions, secrets, DataFolder.makePrivate(spool), heard).run();
    } catch (IOException e) {
      throw DataFolder.refusal(spool, e);
    }
  }

  /** By the search parameters that the store has now. */
  private static FhirIndexing indexing(Transactions transactions) {
    FhirIndexing indexing = new FhirIndexing(new SearchCatalogue());
    return transactions.read(connection -> {
      PostgresOwnParameters.keepUp(connection, indexing);
      return indexing;
    });
  }

  /** How many blobs belong to nothing, of those that are there now. */
  private static int unclaimed(Ground ground) throws IOException {
    AtomicInteger count = new AtomicInteger();
    new Unclaimed(ground.blobStore(), ground.database().transactions())
        .each(Clock.system().instant(), _ -> count.incrementAndGet());
    return count.get();
  }
}
