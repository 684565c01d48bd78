package org.tunza.store.access;

import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.database.Transactions;
import org.tunza.record.Accesses.Seen;
import org.tunza.store.ledger.Secrets;

/** Who saw a chart, as far as the database has taken it in. */
public final class AccessHistory {
  private final Transactions transactions;
  private final Secrets secrets;

  public AccessHistory(Transactions transactions, Secrets secrets) {
    this.transactions = transactions;
    this.secrets = secrets;
  }

  /** An access, in the commit that took it in; only what was seen of the chart asked for. */
  public record Access(long commit, AccessEvent event) {}

  /**
   * Accesses to a chart, from the newest batches before a commit back; the last one's commit is
   * where to go on.
   *
   * @param before {@link Long#MAX_VALUE} to begin with
   * @param batches at most so many
   */
  public List<Access> ofChart(long chart, long before, int batches) {
    List<Access> accesses = new ArrayList<>();
    for (PostgresAccesses.Stored batch :
        transactions.read(
            connection -> PostgresAccesses.ofChart(connection, chart, before, batches))) {
      List<AccessEvent> events =
          AccessBatch.open(secrets, batch.commit(), batch.sealed())
              .orElseThrow(() -> new IllegalStateException("an altered batch of access events"));
      for (AccessEvent event : events.reversed()) {
        List<Seen> seen =
            event.seen().stream().filter(each -> each.key().chart() == chart).toList();
        if (!seen.isEmpty()) {
          accesses.add(
              new Access(batch.commit(), new AccessEvent(event.atMicros(), event.who(), seen)));
        }
      }
    }
    return accesses;
  }
}
