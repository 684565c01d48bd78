package org.tunza.simulation;

import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the server has promised its clients by answering, and what they asked for in vain. A version
 * is named as FHIR names it, and each write carries a marker of its own in its content.
 */
final class Promises {
  /** The marker of each version whose write was acknowledged. */
  final Map<String, String> written = new ConcurrentHashMap<>();

  /** Markers of writes of which the server said that nothing was written. */
  final Set<String> denied = ConcurrentHashMap.newKeySet();

  /** Versions whose read was answered; each is read once at most. */
  final Set<String> answered = ConcurrentHashMap.newKeySet();

  /** Versions whose read was asked for and perhaps not answered. */
  final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** Answers that no fault explains. */
  final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

  private final Deque<String> unread = new ConcurrentLinkedDeque<>();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /** A number for the next write. */
  int next() {
    return writes.incrementAndGet();
  }

  void acknowledge(String version, String marker) {
    String other = written.put(version, marker);
    if (other != null) {
      unexpected.add("%s was given to %s and %s".formatted(version, other, marker));
    }
    unread.addLast(version);
    acknowledged.incrementAndGet();
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** A version that nobody has read, the newest first; null when there is none. */
  @org.jspecify.annotations.Nullable
  String unread() {
    String version = unread.pollLast();
    if (version != null) {
      asked.add(version);
    }
    return version;
  }
}
