package org.tunza.command.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends pieces as one transaction. When one of them is refused it is told and the rest is sent
 * again, so that a part of a thousand is not lost for one; the key says which were left out.
 */
final class Parts {

  /** Entries of one commit, unless more of them need each other. */
  static final int ENTRIES_MAX = 500;

  /** Bytes of one commit, unless more of them need each other. */
  static final long BYTES_MAX = 4L << 20;

  private static final byte[] HEAD =
      "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[".getBytes(US_ASCII);

  private final Transactions transactions;
  private final Tally tally;

  Parts(Transactions transactions, Tally tally) {
    this.transactions = transactions;
    this.tally = tally;
  }

  void send(List<Piece> part, String key) throws IOException {
    List<Piece> left = new ArrayList<>(part);
    StringBuilder under = new StringBuilder(key);
    while (!left.isEmpty()) {
      switch (transactions.send(bundle(left), under.toString())) {
        case Reply.Done() -> {
          tally.done(left.size());
          return;
        }
        case Reply.DoneBefore() -> {
          tally.doneBefore(left.size());
          return;
        }
        case Reply.Refused refused -> {
          int entry = left.size() == 1 ? 0 : refused.entry();
          if (entry < 0 || entry >= left.size()) {
            halves(left, under.toString());
            return;
          }
          Piece piece = left.remove(entry);
          tally.refused(piece.refused(refused));
          under.append('-').append(part.indexOf(piece));
        }
      }
    }
  }

  /** Finds the one that is at fault when the refusal doesn't name it. */
  private void halves(List<Piece> left, String key) throws IOException {
    int middle = left.size() / 2;
    send(left.subList(0, middle), key + "a");
    send(left.subList(middle, left.size()), key + "b");
  }

  private static byte[] bundle(List<Piece> pieces) throws IOException {
    int length = pieces.stream().mapToInt(piece -> piece.length() + 1).sum();
    ByteArrayOutputStream bundle = new ByteArrayOutputStream(length + HEAD.length + 2);
    bundle.writeBytes(HEAD);
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        bundle.write(',');
      }
      bundle.writeBytes(pieces.get(i).entry().read());
    }
    bundle.write(']');
    bundle.write('}');
    return bundle.toByteArray();
  }
}
