package org.tunza.record;

import java.util.List;

/**
 * Where reads are noted: each access event is kept before the answer leaves, and a read that can't
 * be noted is refused.
 */
public interface Accesses {

  /** Notes that these versions were read; refused as SPOOL_UNWRITABLE. */
  Outcome<Noted> note(List<Seen> seen, Attribution who);

  /** A version that was read, by where it lies. */
  record Seen(EntryKey key, int number) {
    public static Seen of(Version version) {
      return new Seen(version.key(), version.number());
    }
  }

  /** That the events are kept. */
  enum Noted {
    NOTED
  }
}
