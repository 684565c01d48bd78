package org.tunza.store.ledger;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryKey;
import org.tunza.record.LifecycleEvent;

/**
 * One event of a commit, as the ledger keeps it.
 *
 * @param ordinal its place in the commit
 * @param hash SHA-256 of the version's salt and content; null when the event made no version
 */
public record LedgerEvent(
    int ordinal, LifecycleEvent event, EntryKey key, int version, byte @Nullable [] hash) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LedgerEvent that
        && ordinal == that.ordinal
        && event == that.event
        && key.equals(that.key)
        && version == that.version
        && Arrays.equals(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ordinal, event, key, version, Arrays.hashCode(hash));
  }
}
