package org.tunza.store;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.Write;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.store.key.KeyTree;

/**
 * The transaction locks of a change, each shared or exclusive, in one order for all: then the
 * results of conditions equal some serial order and most changes can't deadlock.
 *
 * <ul>
 *   <li>an entry that is changed: exclusive; one that may be referred to and is deleted: exclusive
 *   <li>a Binary that is shown, since it may move to who shows it: exclusive
 *   <li>the value of an identifier: exclusive when a condition asks for it, shared when written
 *   <li>a type: exclusive when a condition on it names no identifier, else shared
 *   <li>the whole store: shared; exclusive for a change with very many locks, instead of them, and
 *       for one that defines search parameters: all others make rows of them or begin later
 *   <li>the key tree: shared; whoever destroys keys takes it exclusively
 * </ul>
 */
public final class LockSet {

  /** Locks of one change, beyond which it takes the whole store instead. */
  static final int LOCKS_MAX = 1_000;

  private static final long WHOLE = hash('*', "", "");

  private final TreeMap<Long, Boolean> shared = new TreeMap<>();

  private LockSet() {}

  /** The locks of a change, of which so much is known. */
  static LockSet of(Change change, Foreseen foreseen, Indexing indexing) {
    LockSet locks = new LockSet();
    foreseen.references().forEach(id -> locks.shared(existence(id)));
    foreseen.attachments().forEach(id -> locks.exclusive(entry(id)));
    for (Write write : change.writes()) {
      locks.shared(hash('t', write.type(), ""));
      switch (write) {
        case Write.Create create -> {
          create.unless().ifPresent(criteria -> locks.criteria(criteria, indexing));
          locks.body(create.type(), create.keys());
        }
        case Write.Update update -> {
          locks.target(update.target(), indexing);
          locks.body(update.type(), update.keys());
        }
        case Write.Delete delete -> {
          locks.target(delete.target(), indexing);
          if (delete.target() instanceof Write.Target.One(EntryId id)) {
            locks.exclusive(existence(id));
          }
        }
      }
    }
    for (Criteria lookup : change.lookups()) {
      locks.lookup(lookup, indexing);
    }
    change.once().ifPresent(key -> locks.exclusive(hash('o', "", key)));
    boolean defines =
        change.writes().stream().anyMatch(write -> indexing.isOfDefinitions(write.type()));
    if (defines || locks.shared.size() > LOCKS_MAX) {
      locks.shared.clear();
      locks.exclusive(WHOLE);
    } else {
      locks.shared(WHOLE);
    }
    locks.shared(KeyTree.LOCK);
    return locks;
  }

  /** The locks of who changes nothing but how these entries are found. */
  public static LockSet ofEntries(Collection<EntryId> entries) {
    LockSet locks = new LockSet();
    entries.forEach(id -> locks.exclusive(entry(id)));
    locks.shared(WHOLE);
    locks.shared(KeyTree.LOCK);
    return locks;
  }

  /** The lock of who waits until no commit is open, and lets none begin. */
  public static LockSet ofAll() {
    LockSet locks = new LockSet();
    locks.exclusive(WHOLE);
    return locks;
  }

  boolean isWhole() {
    return !shared.getOrDefault(WHOLE, true);
  }

  /** Whether the entry is locked as one that is changed. */
  boolean holds(EntryId id) {
    return isWhole() || !shared.getOrDefault(entry(id), true);
  }

  /** The lock of an entry that is changed. */
  static long entry(EntryId id) {
    return hash('e', id.type(), id.id());
  }

  /** The lock that keeps an entry from being deleted while it is being referred to. */
  static long existence(EntryId id) {
    return hash('x', id.type(), id.id());
  }

  public long[] keys() {
    return shared.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  public boolean[] modes() {
    boolean[] modes = new boolean[shared.size()];
    int i = 0;
    for (Map.Entry<Long, Boolean> lock : shared.entrySet()) {
      modes[i++] = lock.getValue();
    }
    return modes;
  }

  private void target(Write.Target target, Indexing indexing) {
    switch (target) {
      case Write.Target.One(EntryId id) -> exclusive(entry(id));
      case Write.Target.Matching(Criteria criteria) -> criteria(criteria, indexing);
    }
  }

  private void body(String type, Write.Keys keys) {
    for (IndexTerm.Token identifier : keys.identifiers()) {
      shared(hash('i', type, identifier.code()));
    }
  }

  private void criteria(Criteria criteria, Indexing indexing) {
    boolean identified = false;
    for (Criteria.AnyOf any : criteria.all()) {
      if (isIdentifier(any, indexing)) {
        identified = true;
        any.matches().forEach(match -> exclusive(identifier(criteria.type(), match)));
      }
    }
    if (!identified) {
      exclusive(hash('t', criteria.type(), ""));
    }
  }

  private void lookup(Criteria criteria, Indexing indexing) {
    for (Criteria.AnyOf any : criteria.all()) {
      if (isIdentifier(any, indexing)) {
        any.matches().forEach(match -> shared(identifier(criteria.type(), match)));
      }
    }
  }

  private static boolean isIdentifier(Criteria.AnyOf any, Indexing indexing) {
    return any.matches().stream()
        .allMatch(match ->
            match instanceof Criteria.Match.TokenCode code
                && indexing.isIdentifier(code.parameter()));
  }

  private static long identifier(String type, Criteria.Match match) {
    if (match instanceof Criteria.Match.TokenCode code) {
      return hash('i', type, code.code());
    }
    throw new IllegalArgumentException("not an identifier");
  }

  private void shared(long key) {
    shared.putIfAbsent(key, true);
  }

  private void exclusive(long key) {
    shared.put(key, false);
  }

  /** FNV-1a over kind, type and value, then mixed. Two that collide only wait for each other. */
  private static long hash(char kind, String type, String value) {
    long hash = (0xcbf29ce484222325L ^ kind) * 0x100000001b3L;
    for (int i = 0; i < type.length(); i++) {
      hash = (hash ^ type.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ '/') * 0x100000001b3L;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }
}
