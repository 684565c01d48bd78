package org.tunza;

import java.time.Duration;
import java.util.function.Consumer;
import org.tunza.command.Reindex;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.postgres.Progress;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.key.StoreOpening;
import org.tunza.store.reindex.IndexSurvey;
import org.tunza.store.reindex.ReindexStore;
import org.tunza.store.reindex.Reindexing;
import org.tunza.store.reindex.Standing;

/** The search rows of a store: beside the program that runs on it, or opened for this alone. */
final class RowsOfStore implements Reindex.Rows {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Ground ground;
  private final Transactions transactions;
  private final int share;

  private RowsOfStore(Ground ground, int share) {
    this.ground = ground;
    this.transactions = ground.database().transactions();
    this.share = share;
  }

  static Reindex.Rows reach(Settings settings, Progress progress, Consumer<String> how) {
    Ground ground = Ground.reach(settings, progress, how);
    return new RowsOfStore(ground, settings.of(Settings.REINDEX_SHARE));
  }

  /** Who makes the search rows of a store anew. */
  static ReindexStore walker(Ground ground) {
    Randomness randomness = Randomness.secure();
    IndexSurvey survey =
        new IndexSurvey(
            new StoreOpening(ground.keys(), new Sealing(Dictionaries.all(), randomness)),
            new FhirIndexing(new SearchCatalogue()),
            new TermHash(ground.secrets().secret(KeyTree.INDEX)));
    return new ReindexStore(
        ground.database().transactions(),
        survey,
        ground.keys(),
        randomness.below(Long.MAX_VALUE),
        ReindexStore.LEASE);
  }

  @Override
  public long ask() {
    return ReindexStore.ask(transactions);
  }

  @Override
  public Standing standing() {
    return ReindexStore.standing(transactions);
  }

  @Override
  public Reindexing walk() {
    return Reindexing.start(walker(ground), share, LOOK_EVERY);
  }

  @Override
  public void close() {
    ground.close();
  }
}
