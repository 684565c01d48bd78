package org.tunza.store.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What has been taken in of this program's spool, for those that wait for it. */
final class SpoolProgress {
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition moved = turn.newCondition();
  private final Map<Long, Long> taken = new HashMap<>();
  private final Semaphore wanted = new Semaphore(0);

  void advance(long spool, long records) {
    turn.lock();
    try {
      taken.merge(spool, records, Math::max);
      moved.signalAll();
    } finally {
      turn.unlock();
    }
  }

  /** Waits until so many records of the spool are in the database; false when it took too long. */
  boolean await(long spool, long records, Duration longest) throws InterruptedException {
    wanted.release();
    long left = longest.toNanos();
    turn.lock();
    try {
      while (taken.getOrDefault(spool, 0L) < records) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** Waits until somebody awaits something, but no longer than this. */
  void awaitWanted(Duration longest) throws InterruptedException {
    if (wanted.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      wanted.drainPermits();
    }
  }

  void nudge() {
    wanted.release();
  }
}
