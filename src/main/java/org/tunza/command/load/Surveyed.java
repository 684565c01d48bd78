package org.tunza.command.load;

import org.tunza.command.load.source.Source;

/**
 * A file that was looked through.
 *
 * @param hash SHA-256 of its content, in hexadecimal
 * @param bytes length of its content
 * @param entries how many resources it brings
 */
record Surveyed(Source source, Kind kind, Rank rank, String hash, long bytes, int entries) {

  /** What it is. */
  enum Kind {
    TRANSACTION,
    BATCH,
    COLLECTION,
    RESOURCE,
    LINES,
    HISTORY
  }

  /** When it comes; each waits for those before. */
  enum Rank {
    /** What others refer to, and refers to nothing by search. */
    GROUND,
    /** Batches and organisational bundles that do. */
    ORGANISATION,
    /** Other bundles. */
    BUNDLE,
    /** Histories, which are ordered by their dates. */
    HISTORY,
    /** Single resources and lines, which are ordered among themselves. */
    RESOURCES
  }

  /** What names a part of it, for ever. */
  String key(int part) {
    return "import:" + hash + ":" + part;
  }
}
