package org.tunza.create.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tunza.create.transaction.TransactionEntry.Deed;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Write;
import org.tunza.record.index.Criteria;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

final class RelinkedTest {

  private static final String ONE = "urn:uuid:11111111-1111-1111-1111-111111111111";
  private static final String TWO = "http://other.example/fhir/Patient/2";

  private final Lookups lookups =
      new Lookups((type, query) -> Outcome.done(new Criteria(type, List.of())));

  @Test
  void references_urls_uris_and_narratives_are_followed() {
    assertThat(
            relinked(
                """
                {'resourceType':'DocumentReference',
                 'text':{'status':'generated','div':'<div><a href=\\"ONE\\">ONE</a><img alt=\\"\\" src=\\"TWO\\"/></div>'},
                 'contained':[{'resourceType':'Observation','id':'c','subject':{'reference':'ONE'}}],
                 'extension':[{'url':'http://x','valueUri':'ONE'},{'url':'http://y','valueString':'ONE'}],
                 'identifier':[{'value':'ONE'}],
                 'subject':{'reference':'ONE','_reference':{'extension':[{'url':'u','valueUrl':'TWO'}]}},
                 'author':[{'reference':'TWO'},{'reference':'#c'}],
                 'content':[{'attachment':{'url':'ONE'}}]}
                """,
                ""))
        .isEqualTo(
            sent(
                """
                {'resourceType':'DocumentReference',
                 'text':{'status':'generated','div':'<div><a href=\\"Patient/a\\">ONE</a><img alt=\\"\\" src=\\"Patient/b\\"/></div>'},
                 'contained':[{'resourceType':'Observation','id':'c','subject':{'reference':'Patient/a'}}],
                 'extension':[{'url':'http://x','valueUri':'Patient/a'},{'url':'http://y','valueString':'ONE'}],
                 'identifier':[{'value':'ONE'}],
                 'subject':{'reference':'Patient/a','_reference':{'extension':[{'url':'u','valueUrl':'Patient/b'}]}},
                 'author':[{'reference':'Patient/b'},{'reference':'#c'}],
                 'content':[{'attachment':{'url':'Patient/a'}}]}
                """));
  }

  @Test
  void relative_references_are_relative_to_the_fullUrl_of_their_entry() {
    String observation = "{'resourceType':'Observation','subject':{'reference':'Patient/2'}}";
    assertThat(relinked(observation, "http://other.example/fhir/Observation/9"))
        .contains("\"Patient/b\"");
    assertThat(relinked(observation, "urn:uuid:9")).contains("\"Patient/2\"");
    assertThat(relinked(observation, "http://third.example/fhir/Observation/9"))
        .contains("\"Patient/2\"");
  }

  @Test
  void canonicals_and_the_addresses_of_definitions_stay() {
    String canonical =
        "{'resourceType':'Basic','meta':{'profile':['ONE']},'extension':[{'url':'ONE'}]}";
    assertThat(relinked(canonical, "")).isEqualTo(sent(canonical));
  }

  @Test
  void what_stands_in_a_bundle_within_has_links_of_its_own() {
    String bundle =
        "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Basic',"
            + "'subject':{'reference':'urn:uuid:nowhere'}}}]}";
    assertThat(relinked(bundle, "")).isEqualTo(sent(bundle));
  }

  @Test
  void a_conditional_reference_becomes_what_its_look_up_finds() {
    String claim =
        "{'resourceType':'Claim','provider':{'reference':'Practitioner?identifier=a|1'},"
            + "'insurer':{'reference':'Practitioner?identifier=a|1'},'patient':{'reference':'ONE'}}";
    lookups.gather(tree(claim)).orThrow();
    assertThat(lookups.criteria()).hasSize(1);
    assertThat(relinked(claim, "")).contains("{\"reference\":\"Found/0\"}").doesNotContain("?");
  }

  @Test
  void a_link_that_leads_nowhere_is_refused_at_its_place() {
    Outcome<ObjectNode> outcome =
        Relinked.of(
            tree("{'resourceType':'Basic','subject':{'reference':'urn:uuid:nowhere'}}"),
            targets(""));
    assertThat(refusal(outcome).code()).isEqualTo(RefusalCode.DANGLING_REFERENCE);
    assertThat(refusal(outcome).faults().getFirst().place()).isEqualTo("Basic.subject.reference");
  }

  @Test
  void two_entries_of_one_fullUrl_or_one_with_a_version_are_refused() {
    assertThat(refusal(urls(ONE, ONE)).faults().getFirst().place())
        .isEqualTo("Bundle.entry[1].fullUrl");
    assertThat(refusal(urls(TWO + "/_history/1", "")).code()).isEqualTo(RefusalCode.INVALID_BUNDLE);
    assertThat(refusal(urls("Patient/1", "")).code()).isEqualTo(RefusalCode.INVALID_BUNDLE);
  }

  private String relinked(String resource, String fullUrl) {
    return text(Relinked.of(tree(resource), targets(fullUrl)).orThrow());
  }

  private LinkTargets targets(String fullUrl) {
    Write.Ids ids =
        new Write.Ids() {
          @Override
          public EntryId ofWrite(int place) {
            return new EntryId("Patient", place == 0 ? "a" : "b");
          }

          @Override
          public EntryId ofLookup(int place) {
            return new EntryId("Found", Integer.toString(place));
          }
        };
    return urls(ONE, TWO).orThrow().targets(fullUrl, ids);
  }

  private Outcome<FullUrls> urls(String first, String second) {
    return FullUrls.of(List.of(entry(0, first), entry(1, second)), lookups);
  }

  private static TransactionEntry entry(int index, String fullUrl) {
    EntryId id = new EntryId("Patient", Integer.toString(index));
    return new TransactionEntry(
        index,
        fullUrl,
        new Deed.Amend(
            new Write.Target.One(id),
            OptionalInt.empty(),
            new Write.Absent.Create(id),
            Write.Keys.NONE,
            ObjectNode::empty));
  }

  private static String sent(String json) {
    return text(tree(json));
  }

  private static ObjectNode tree(String json) {
    String full = json.replace('\'', '"').replace("ONE", ONE).replace("TWO", TWO);
    return JsonReader.read(full.getBytes(UTF_8)).orThrow();
  }

  private static String text(@Nullable ObjectNode tree) {
    return tree == null ? "" : new String(JsonWriter.write(tree), UTF_8);
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
