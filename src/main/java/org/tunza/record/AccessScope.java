package org.tunza.record;

import java.util.List;
import org.tunza.record.search.Selection;

/**
 * What a reader may see; the store turns it into SQL, and no read exists without one. What may not
 * be seen is as if it weren't there.
 */
public sealed interface AccessScope {

  /** All there is; a test lists who may say so. */
  record Everything() implements AccessScope {}

  /**
   * Entries that one of these selections has. The index alone must tell; past versions are seen by
   * who sees the current one, and a deleted entry, which the index no longer knows, by who sees all
   * of its type.
   */
  record Granted(List<Selection> grants) implements AccessScope {
    public Granted {
      grants = List.copyOf(grants);
    }
  }

  static AccessScope everything() {
    return new Everything();
  }
}
