package org.tunza.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tunza.Ground;
import org.tunza.platform.database.Transactions;
import org.tunza.record.AccessScope;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.EntryKey;
import org.tunza.record.History;
import org.tunza.record.Records;
import org.tunza.record.Version;
import org.tunza.store.access.AccessHistory;
import org.tunza.store.access.VerifyAccesses;
import org.tunza.store.key.StoreSecrets;
import org.tunza.store.verify.Finding;
import org.tunza.testing.Findings;
import org.tunza.testing.TestStore;

/** Holds a store that was killed against what it had promised. */
final class KillCheck {
  private static final int PAGE = 1_000;
  private static final int BATCHES_MAX = 100_000;
  private static final Pattern MARKER =
      Pattern.compile("\"system\":\"urn:kill\",\"value\":\"([^\"]+)\"");

  private final Promises promises;
  private final Ground ground;
  private final Path data;
  private final Transactions transactions;
  private final StoreSecrets secrets;
  private final Records records;
  private final Map<String, String> markers = new HashMap<>();
  private final Map<String, Seen> places = new HashMap<>();

  KillCheck(Promises promises, Ground ground, Path data) {
    this.promises = promises;
    this.ground = ground;
    this.data = data;
    this.transactions = ground.database().transactions();
    this.secrets = ground.secrets();
    this.records = TestStore.records(ground);
  }

  /** What was written since then is what was acknowledged, and transactions are whole. */
  void versions(Instant since, Set<String> acknowledged) {
    walk(since);
    Map<String, String> lost = new HashMap<>();
    for (String version : acknowledged) {
      String marker = Objects.requireNonNull(promises.written.get(version));
      if (!marker.equals(markers.get(version))) {
        lost.put(version, marker);
      }
    }
    assertThat(lost).as("acknowledged, but not there").isEmpty();
    assertThat(markers.values()).as("written once each").doesNotHaveDuplicates();
    assertThat(markers.values()).as("denied, but there").doesNotContainAnyElementsOf(denied());
    wholeTransactions();
  }

  private Set<String> denied() {
    Set<String> denied = new HashSet<>(promises.denied);
    denied.add("nothing");
    return denied;
  }

  private void walk(Instant since) {
    Optional<History.Cursor> after = Optional.empty();
    do {
      History history =
          new History(
              new History.Of.Everything(), Optional.of(since), Optional.empty(), after, PAGE);
      History.Page page = records.history(AccessScope.everything(), history).orThrow();
      for (Version version : page.versions()) {
        String name = version.id() + "/_history/" + version.number();
        Matcher marker = MARKER.matcher(new String(version.content(), UTF_8));
        assertThat(marker.find()).as(name).isTrue();
        markers.put(name, marker.group(1));
        places.put(name, Seen.of(version));
      }
      after = page.next();
    } while (after.isPresent());
  }

  private void wholeTransactions() {
    Map<String, Integer> members = new HashMap<>();
    for (String marker : markers.values()) {
      if (marker.startsWith("t")) {
        members.merge(marker.substring(0, marker.lastIndexOf('.')), 1, Integer::sum);
      }
    }
    members.forEach((transaction, count) -> {
      int size = Integer.parseInt(transaction.substring(transaction.indexOf('.') + 1));
      assertThat(count).as("members of transaction " + transaction).isEqualTo(size);
    });
  }

  /** The ledger, the versions and the access events are what they were. */
  void verified() throws IOException {
    Findings findings = Findings.in(ground);
    new VerifyAccesses(transactions, secrets, data.resolve("spool"), findings).run();
    // A kill may cut a spool within an event, whose answer then never left.
    assertThat(findings.all())
        .filteredOn(finding -> finding.kind() != Finding.Kind.SPOOL_TORN)
        .isEmpty();
  }

  /** Every answered read has one event, one in doubt one at most, and there are no others. */
  void accesses() {
    Map<Seen, Integer> events = new HashMap<>();
    AccessHistory history = new AccessHistory(transactions, secrets);
    Set<Long> charts =
        places.values().stream().map(Seen::key).map(EntryKey::chart).collect(Collectors.toSet());
    for (long chart : charts) {
      history
          .ofChart(chart, Long.MAX_VALUE, BATCHES_MAX)
          .forEach(
              access -> access.event().seen().forEach(seen -> events.merge(seen, 1, Integer::sum)));
    }
    assertThat(events.values()).as("events of one read").containsOnly(1);
    assertThat(events.keySet()).as("answered reads").containsAll(seen(promises.answered));
    assertThat(seen(promises.asked)).as("reads asked for").containsAll(events.keySet());
  }

  private Set<Seen> seen(Set<String> versions) {
    return versions.stream()
        .map(version -> Objects.requireNonNull(places.get(version), version))
        .collect(Collectors.toSet());
  }
}
