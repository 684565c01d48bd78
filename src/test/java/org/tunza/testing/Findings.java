package org.tunza.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.tunza.Ground;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Database;
import org.tunza.record.EntryKey;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.index.PostgresOwnParameters;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.key.StoreOpening;
import org.tunza.store.key.StoreSecrets;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.Verification;
import org.tunza.store.verify.Verify;
import org.tunza.store.verify.VerifyBlobs;
import org.tunza.store.verify.VerifyIndex;

/** All that a verification told. */
public final class Findings implements Verification {
  private final List<Finding> all = new ArrayList<>();
  private final List<String> destroyed = new ArrayList<>();

  /** Verifies ledger, versions, search rows and blobs of a store that speaks FHIR. */
  public static Findings in(Ground ground) {
    Findings findings = new Findings();
    var transactions = ground.database().transactions();
    var secrets = ground.secrets();
    StoreOpening opening =
        new StoreOpening(ground.keys(), new Sealing(Dictionaries.all(), Randomness.secure()));
    new Verify(transactions, new LedgerProofs(transactions, secrets), opening)
        .run(List.of(), findings);
    TermHash hash = new TermHash(secrets.secret(KeyTree.INDEX));
    FhirIndexing indexing = new FhirIndexing(new SearchCatalogue());
    transactions.read(connection -> {
      PostgresOwnParameters.keepUp(connection, indexing);
      return indexing;
    });
    new VerifyIndex(transactions, opening, indexing, hash, findings).run();
    int binaries = indexing.typeNumber("Binary");
    new VerifyBlobs(transactions, opening, ground.blobs(), binaries, findings).run();
    return findings;
  }

  /** Verifies ledger, versions and search rows of a store with plain indexing. */
  public static Findings in(Database database, TestStore store) {
    Findings findings = new Findings();
    var transactions = database.transactions();
    StoreOpening opening = new StoreOpening(store.keys(), store.sealing());
    StoreSecrets secrets = new StoreSecrets(transactions, store.keys());
    new Verify(transactions, new LedgerProofs(transactions, secrets), opening)
        .run(List.of(), findings);
    new VerifyIndex(
            transactions, opening, new PlainIndexing(), new TermHash(new byte[32]), findings)
        .run();
    return findings;
  }

  @Override
  public void found(Finding finding) {
    all.add(finding);
  }

  @Override
  public void destroyed(EntryKey entry, int version) {
    destroyed.add(entry.entry() + "/" + version);
  }

  @Override
  public void at(Stage stage, long done, long total) {
    assertThat(done).isBetween(0L, total);
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }

  public List<Finding.Kind> kinds() {
    return all.stream().map(Finding::kind).toList();
  }

  /** Those about one entry. */
  public List<Finding> about(EntryKey key) {
    return all.stream().filter(finding -> finding.entry().entry() == key.entry()).toList();
  }

  /** The versions that were destroyed, as entry/version. */
  public List<String> destroyed() {
    return List.copyOf(destroyed);
  }
}
