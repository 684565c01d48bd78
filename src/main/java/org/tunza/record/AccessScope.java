package org.tunza.record;

/**
 * What a reader may see; the store turns it into SQL, and no read exists without one. Until access
 * control lands there is only everything, and a test lists who may make it.
 */
public sealed interface AccessScope {

  record Everything() implements AccessScope {}

  static AccessScope everything() {
    return new Everything();
  }
}
