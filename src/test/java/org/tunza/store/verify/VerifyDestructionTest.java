package org.tunza.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.key.KeyDestruction.Target;
import org.tunza.store.ledger.Sequencer;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.testing.Findings;
import org.tunza.testing.TestStore;

/** A key that was destroyed is told from one that is lost by the destroy event in the ledger. */
final class VerifyDestructionTest {
  @TempDir private Path keys;
  @AutoClose private SequencedStore sequenced;
  private EntryKey patient;
  private EntryKey observation;

  @BeforeEach
  void fill() {
    sequenced = new SequencedStore(keys);
    TestStore store = sequenced.store();
    EntryId doomed = store.fresh("Patient");
    EntryId within = store.fresh("Observation");
    store.done(
        store.create(doomed, Map.of("name", "a")),
        store.create(within, Map.of("subject", doomed.id(), "code", "b")),
        store.create(store.fresh("Patient"), Map.of("name", "c")));
    store.done(store.update(within, Map.of("subject", doomed.id(), "code", "d")));
    patient = sequenced.key(doomed);
    observation = sequenced.key(within);
  }

  private Findings verified() {
    try (Sequencer sequencer = sequenced.sequencer()) {
      sequenced.awaitSigned(sequencer);
    }
    return sequenced.verified(List.of());
  }

  private List<String> versions(EntryKey key, int... numbers) {
    return java.util.Arrays.stream(numbers).mapToObj(n -> key.entry() + "/" + n).toList();
  }

  @Test
  void what_was_destroyed_with_its_chart_is_told_and_is_no_finding() {
    sequenced.destroy(new Target.Chart(patient.chart(), TestStore.WHO));
    Findings told = verified();
    assertThat(told.all()).isEmpty();
    assertThat(told.destroyed())
        .hasSize(3)
        .containsAll(versions(patient, 1))
        .containsAll(versions(observation, 1, 2));
  }

  @Test
  void what_was_destroyed_alone_is_told_and_the_rest_of_its_chart_opens() {
    sequenced.destroy(new Target.Entry(observation, TestStore.WHO));
    Findings told = verified();
    assertThat(told.all()).isEmpty();
    assertThat(told.destroyed()).containsExactlyInAnyOrderElementsOf(versions(observation, 1, 2));
  }

  @Test
  void a_destruction_says_in_the_ledger_who_did_it_and_why() {
    sequenced.destroy(new Target.Entry(observation, TestStore.WHO));
    assertThat(
            sequenced.number(
                """
                select count(*) from ledger_event e join ledger_commit c on c.number = e.commit
                where e.event = 16 and e.chart = ? and e.entry = ? and c.agent = ? and c.purpose = ?
                """,
                observation.chart(),
                observation.entry(),
                TestStore.WHO.agent(),
                TestStore.WHO.purpose().number()))
        .isOne();
  }

  @Test
  void a_key_that_is_gone_without_a_destroy_event_is_lost() {
    sequenced.tamper("delete from chart_key where chart = ?", patient.chart());
    Findings told = verified();
    assertThat(told.destroyed()).isEmpty();
    assertThat(told.all()).hasSize(3).extracting(Finding::kind).containsOnly(Kind.KEY_LOST);
  }

  @Test
  void a_key_that_is_not_the_entrys_is_lost() {
    sequenced.tamper(
        "update entry set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where entry = ?",
        observation.entry());
    assertThat(verified().all())
        .extracting(Finding::kind, Finding::entry, Finding::version)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Kind.KEY_LOST, observation, 1),
            org.assertj.core.groups.Tuple.tuple(Kind.KEY_LOST, observation, 2));
  }

  @Test
  void a_destruction_that_did_not_happen_is_found() {
    sequenced.tamper(
        "insert into ledger_event values (?, (select max(number) from ledger_commit), ?, 9, 0, 16)",
        observation.chart(),
        observation.entry());
    assertThat(verified().all())
        .extracting(Finding::kind)
        .contains(Kind.STILL_OPENS, Kind.LEAF_ALTERED);
  }
}
