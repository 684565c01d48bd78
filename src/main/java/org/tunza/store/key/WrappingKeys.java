package org.tunza.store.key;

import org.jspecify.annotations.Nullable;

/**
 * The keys that seal the files of the master key, kept elsewhere: in the environment, or told by a
 * key-management service. A key-wrapping key, as NIST SP 800-57 calls it.
 *
 * @param current what new files are sealed under; null leaves them open
 * @param previous opens files from before it was replaced
 */
public record WrappingKeys(@Nullable Key current, @Nullable Key previous) {

  /** Files of the master key lie open. */
  public static final WrappingKeys NONE = new WrappingKeys(null, null);

  boolean none() {
    return current == null && previous == null;
  }
}
