package org.tunza.command.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what becomes of the entries; for many threads. */
public final class Tally {

  private final AtomicLong total = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong doneBefore = new AtomicLong();
  private final AtomicLong refusedEntries = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong ordered = new AtomicLong();
  private final AtomicLong passedOver = new AtomicLong();
  private final List<Refused> refused = new ArrayList<>();

  void found(long entries) {
    files.incrementAndGet();
    total.addAndGet(entries);
  }

  void passedOver() {
    passedOver.incrementAndGet();
  }

  void ordered() {
    ordered.incrementAndGet();
  }

  void done(long entries) {
    done.addAndGet(entries);
  }

  void doneBefore(long entries) {
    doneBefore.addAndGet(entries);
  }

  void refused(Refused one) {
    refused(one, 1);
  }

  /** That so many entries were refused for one reason. */
  void refused(Refused one, long entries) {
    refusedEntries.addAndGet(entries);
    synchronized (refused) {
      refused.add(one);
    }
  }

  /** Files that were found. */
  public long files() {
    return files.get();
  }

  /** Files whose names say nothing that is taken in. */
  public long filesPassedOver() {
    return passedOver.get();
  }

  /** Entries that were found. */
  public long total() {
    return total.get();
  }

  /** Single resources that were brought into order. */
  public long orderedSoFar() {
    return ordered.get();
  }

  /** Entries that are settled, one way or another. */
  public long settled() {
    return done.get() + doneBefore.get() + refusedEntries.get();
  }

  /** Entries that were taken in. */
  public long done() {
    return done.get();
  }

  /** Entries that an earlier run had taken in. */
  public long doneBefore() {
    return doneBefore.get();
  }

  /** What was refused, in no order. */
  public List<Refused> refused() {
    synchronized (refused) {
      return List.copyOf(refused);
    }
  }
}
