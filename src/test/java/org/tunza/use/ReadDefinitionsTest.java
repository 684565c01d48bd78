package org.tunza.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.record.Accesses.Noted;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.search.criteria.CriteriaParser;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.terminology.Canonical;
import org.tunza.testing.TestServer;
import org.tunza.testing.TestStore;

final class ReadDefinitionsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final Canonical KEPT = new Canonical("urn:read|definitions,1", "");

  private final List<Seen> noted = new ArrayList<>();
  private final ReadDefinitions definitions =
      new ReadDefinitions(
          TestStore.records(SERVER.ground()),
          (seen, _) -> {
            noted.addAll(seen);
            return Outcome.done(Noted.NOTED);
          },
          new CriteriaParser(new OwnAddresses(List.of())));

  @BeforeAll
  static void keep() {
    SERVER
        .put(
            "/ValueSet/read-definitions",
            """
            {"resourceType":"ValueSet","id":"read-definitions","url":"%s","status":"active"}
            """
                .formatted(KEPT.url()))
        .is(201);
  }

  @Test
  void what_somebody_is_shown_is_an_access_and_what_is_gone_by_is_not() {
    assertThat(definitions.unseen().find("ValueSet", KEPT).orThrow()).isPresent();
    assertThat(noted).isEmpty();
    assertThat(definitions.shownTo(TestStore.WHO).find("ValueSet", KEPT).orThrow()).isPresent();
    assertThat(noted).containsExactly(new Seen(SERVER.database().where("read-definitions"), 1));
  }

  @Test
  void what_can_not_be_noted_is_not_shown() {
    ReadDefinitions unnoted =
        new ReadDefinitions(
            TestStore.records(SERVER.ground()),
            (_, _) -> Outcome.refused(RefusalCode.SPOOL_UNWRITABLE, "", "full"),
            new CriteriaParser(new OwnAddresses(List.of())));
    assertThat(unnoted.shownTo(TestStore.WHO).find("ValueSet", KEPT))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void versions_are_compared_by_their_numbers() {
    assertThat(ReadDefinitions.later("2.10", "2.9")).isPositive();
    assertThat(ReadDefinitions.later("2024-01", "2023-12")).isPositive();
    assertThat(ReadDefinitions.later("1.0", "1.0.1")).isNegative();
    assertThat(ReadDefinitions.later("", "1")).isNegative();
    assertThat(ReadDefinitions.later("1", "1")).isZero();
  }
}
