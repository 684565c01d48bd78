package org.tunza.create.transaction;

import org.jspecify.annotations.Nullable;

/** Where the links of one entry lead to. */
interface LinkTargets {

  /** What a Reference.reference becomes; the same text when it stays, null when it dangles. */
  @Nullable String ofReference(String reference);

  /** What a url or a link in a narrative becomes; the same text when it stays. */
  String ofUrl(String url);

  /** What a uri becomes; the same text when it stays. */
  String ofUri(String uri);
}
