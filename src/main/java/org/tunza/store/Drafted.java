package org.tunza.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.LifecycleEvent;
import org.tunza.record.Version;

/**
 * A version that will be written: numbered, dated and in its canonical bytes.
 *
 * @param before the entry as it stands, null for a new one
 * @param draft what it is found by; null when the version says that the entry was deleted
 */
record Drafted(
    int place,
    EntryId id,
    @Nullable Pointer before,
    int version,
    Instant updated,
    LifecycleEvent event,
    byte[] content,
    @Nullable Draft draft) {

  Version.State state() {
    return draft == null ? Version.State.DELETED : Version.State.CURRENT;
  }
}
