package org.tunza.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.Version;
import org.tunza.store.blob.Blob;
import org.tunza.store.key.Key;

/**
 * An entry as it stands: where it lies and what its current version is.
 *
 * @param key the entry's own, unwrapped
 * @param links terms of what it refers to, as its row has them
 * @param blob where the large part of its content is kept
 */
record Pointer(
    EntryId id,
    EntryKey where,
    int version,
    Instant updated,
    Version.State state,
    Key key,
    long[] links,
    byte[] content,
    @Nullable Blob blob) {

  Version current() {
    return new Version(id, where, version, updated, state, content);
  }

  Optional<Version> living() {
    return state == Version.State.CURRENT ? Optional.of(current()) : Optional.empty();
  }
}
