package org.tunza.store.access;

import java.util.List;

/**
 * What was read of a spool file in one go.
 *
 * @param events as they were sealed, decoded
 * @param mark how far the file is read with these
 */
record SpoolPortion(List<AccessEvent> events, Mark mark) {

  /**
   * How far a spool file is read.
   *
   * @param records whole ones, those that did not open included
   * @param bytes of the file, its head included
   * @param altered records that did not open
   * @param torn bytes that were no whole record
   * @param chain over all up to there
   */
  record Mark(long records, long bytes, long altered, long torn, byte[] chain) {
    static Mark start(long spool) {
      byte[] chain = SpoolFormat.chain(SpoolFormat.head(spool));
      return new Mark(0, SpoolFormat.HEAD_BYTES, 0, 0, chain);
    }
  }
}
