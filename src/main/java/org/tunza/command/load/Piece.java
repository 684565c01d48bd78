package org.tunza.command.load;

import java.io.IOException;

/**
 * One entry of a transaction that is put together here.
 *
 * @param file where its resource came from
 * @param place in that file
 * @param entry the bytes of the Bundle's entry, as JSON
 */
record Piece(String file, String place, Bytes entry, int length) {

  /** Bytes that are read when they are wanted. */
  @FunctionalInterface
  interface Bytes {
    byte[] read() throws IOException;
  }

  Refused refused(Reply.Refused reply) {
    String within = reply.within();
    String where = place.isEmpty() || within.isEmpty() ? place + within : place + "." + within;
    return new Refused(file, where, reply.code(), reply.text());
  }
}
