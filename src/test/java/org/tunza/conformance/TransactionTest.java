package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.conformance.BundleText.batch;
import static org.tunza.conformance.BundleText.entry;
import static org.tunza.conformance.BundleText.transaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.TestServer;

/** https://hl7.org/fhir/R4/http.html#transaction */
final class TransactionTest {

  private static final FhirClient CLIENT = new FhirClient(TestServer.shared());

  @Test
  void all_verbs_take_effect_in_the_order_of_the_rules_and_are_answered_in_the_order_sent() {
    CLIENT.put("Patient/verbs-gone", "{'resourceType':'Patient','id':'verbs-gone'}").ok(201);
    CLIENT.put("Patient/verbs-kept", "{'resourceType':'Patient','id':'verbs-kept'}").ok(201);
    Reply reply =
        CLIENT.bundle(
            transaction(
                entry("GET", "Patient/verbs-put"),
                entry("PUT", "Patient/verbs-put", "{'resourceType':'Patient','id':'verbs-put'}"),
                entry(
                    "PATCH",
                    "Patient/verbs-kept",
                    "{'resourceType':'Parameters','parameter':[{'name':'operation','part':["
                        + "{'name':'type','valueCode':'add'},"
                        + "{'name':'path','valueString':'Patient'},"
                        + "{'name':'name','valueString':'gender'},"
                        + "{'name':'value','valueCode':'female'}]}]}"),
                entry("POST", "Patient", "{'resourceType':'Patient','id':'ignored'}"),
                entry("DELETE", "Patient/verbs-gone"),
                entry("GET", "Patient/verbs-kept/_history/2"),
                entry("HEAD", "Patient/verbs-kept"),
                entry("GET", "Patient/verbs-nowhere")));
    reply.ok(200);
    assertThat(reply.body().string("type")).isEqualTo("transaction-response");
    assertThat(reply.texts("entry.response.status"))
        .containsExactly(
            "200 OK",
            "201 Created",
            "200 OK",
            "201 Created",
            "204 No Content",
            "200 OK",
            "200 OK",
            "404 Not Found");
    assertThat(reply.texts("entry.resource.id")).containsExactly("verbs-put", "verbs-kept");
    assertThat(reply.texts("entry.resource.gender")).containsExactly("female");
    assertThat(reply.texts("entry.response.location"))
        .hasSize(3)
        .contains("Patient/verbs-put/_history/1", "Patient/verbs-kept/_history/2");
    assertThat(CLIENT.get("Patient/verbs-gone").status()).isEqualTo(410);
  }

  @Test
  void entries_that_refer_to_each_other_in_a_circle_get_each_others_ids() {
    Reply reply =
        CLIENT.bundle(
            transaction(
                entry(
                    "urn:uuid:00000000-0000-4000-8000-000000000001",
                    "POST",
                    "Patient",
                    "{'resourceType':'Patient','text':{'status':'generated','div':"
                        + "'<div xmlns=`http://www.w3.org/1999/xhtml`><a href=`urn:uuid:"
                        + "00000000-0000-4000-8000-000000000002`>other</a></div>'},"
                        + "'link':[{'type':'seealso','other':{'reference':"
                        + "'urn:uuid:00000000-0000-4000-8000-000000000002'}}]}"),
                entry(
                    "urn:uuid:00000000-0000-4000-8000-000000000002",
                    "POST",
                    "Patient",
                    "{'resourceType':'Patient','link':[{'type':'seealso','other':{'reference':"
                        + "'urn:uuid:00000000-0000-4000-8000-000000000001'}}]}")));
    reply.ok(200);
    String one = reply.located(0);
    String two = reply.located(1);
    assertThat(CLIENT.get(one).texts("link.other.reference")).containsExactly(two);
    assertThat(CLIENT.get(one).texts("text.div").getFirst()).contains("href='" + two + "'");
    assertThat(CLIENT.get(two).texts("link.other.reference")).containsExactly(one);
  }

  @Test
  void conditional_references_and_creates_find_what_is_there() {
    String practitioner =
        "{'resourceType':'Practitioner','identifier':[{'system':'http://n','value':'%s'}]}";
    String one = CLIENT.post("Practitioner", practitioner.formatted("c1")).ok(201).location();
    String observation =
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'performer':[{'reference':'Practitioner?identifier=http://n|c1'},"
            + "{'reference':'urn:uuid:00000000-0000-4000-8000-000000000003'}]}";
    Reply reply =
        CLIENT.bundle(
            transaction(
                entry("POST", "Observation", observation),
                entry(
                        "urn:uuid:00000000-0000-4000-8000-000000000003",
                        "POST",
                        "Practitioner",
                        practitioner.formatted("c1"))
                    .ifNoneExist("identifier=http://n|c1"),
                entry("PUT", "Practitioner?identifier=http://n|c2", practitioner.formatted("c2"))));
    reply.ok(200);
    assertThat(reply.texts("entry.response.status"))
        .containsExactly("201 Created", "200 OK", "201 Created");
    assertThat(CLIENT.get(reply.located(0)).texts("performer.reference")).containsExactly(one, one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "POST ~ Observation ~ {'resourceType':'Observation','status':'final'} ~ 400 "
            + "~ Bundle.entry[1].resource",
        "POST ~ Patient ~ {'resourceType':'Patient','managingOrganization':"
            + "{'reference':'urn:uuid:00000000-0000-4000-8000-00000000dead'}} ~ 422 "
            + "~ Bundle.entry[1].resource.managingOrganization",
        "POST ~ Patient ~ {'resourceType':'Patient','managingOrganization':"
            + "{'reference':'Organization/nowhere'}} ~ 422 ~ Bundle.entry[1]",
        "POST ~ Observation ~ {'resourceType':'Patient'} ~ 400 ~ Bundle.entry[1].resource",
        "PUT ~ Patient/x ~ {'resourceType':'Patient','id':'y'} ~ 400 ~ Bundle.entry[1].resource.id",
        "PUT ~ Patient/rollback ~ {'resourceType':'Patient','id':'rollback'} ~ 400 "
            + "~ Bundle.entry[1]",
        "PAINT ~ Patient/x ~ {'resourceType':'Patient','id':'x'} ~ 400 "
            + "~ Bundle.entry[1].request.method",
        "PATCH ~ Patient/rollback-there ~ {'resourceType':'Parameters','parameter':[]} ~ 404 ~ Bundle.entry[1]",
        "POST ~ http://other/fhir/Patient ~ {'resourceType':'Patient'} ~ 400 "
            + "~ Bundle.entry[1].request.url",
        "POST ~ Shoe ~ {'resourceType':'Shoe'} ~ 404 ~ Bundle.entry[1].request",
        "PUT ~ Patient?identifier= ~ {'resourceType':'Patient'} ~ 400 ~ Bundle.entry[1].request",
        "POST ~ Patient/$meta-add ~ {'resourceType':'Parameters'} ~ 400 "
            + "~ Bundle.entry[1].request.url",
        "POST ~ Claim ~ {'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'subject':{'reference':'Patient?identifier=http://n|nobody'}} ~ 400 ~ ``",
      })
  void one_bad_entry_and_nothing_is_written(
      String method, String url, String resource, int status, String place) {
    Reply reply =
        CLIENT.bundle(
            transaction(
                entry(
                    "PUT",
                    "Patient/rollback",
                    "{'resourceType':'Patient','id':'rollback','active':true}"),
                entry(method, url, resource)));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.texts("resourceType")).containsExactly("OperationOutcome");
    if (place != null) {
      assertThat(reply.texts("issue.expression").getFirst()).startsWith(place);
    }
    assertThat(CLIENT.get("Patient/rollback").status()).isEqualTo(404);
  }

  @Test
  void a_version_that_is_not_current_any_more_refuses_the_transaction() {
    CLIENT.put("Patient/stale", "{'resourceType':'Patient','id':'stale'}").ok(201);
    Reply reply =
        CLIENT.bundle(
            transaction(
                entry("PUT", "Patient/stale", "{'resourceType':'Patient','id':'stale'}")
                    .ifMatch("W/\\'7\\'")));
    assertThat(reply.status()).isEqualTo(412);
  }

  @Test
  void what_was_written_is_shown_when_it_is_preferred() {
    String bundle = transaction(entry("POST", "Patient", "{'resourceType':'Patient'}"));
    Reply shown = CLIENT.bundle(bundle, "Prefer", "return=representation");
    assertThat(shown.texts("entry.resource.resourceType")).containsExactly("Patient");
    assertThat(CLIENT.bundle(bundle).texts("entry.resource.resourceType")).isEmpty();
    Reply told = CLIENT.bundle(bundle, "Prefer", "return=OperationOutcome");
    assertThat(told.texts("entry.response.outcome.resourceType"))
        .containsExactly("OperationOutcome");
  }

  @Test
  void entries_of_a_batch_stand_alone() {
    Reply reply =
        CLIENT.bundle(
            batch(
                entry("POST", "Observation", "{'resourceType':'Observation'}"),
                entry("PUT", "Patient/batch", "{'resourceType':'Patient','id':'batch'}"),
                entry("GET", "Patient/batch"),
                entry("DELETE", "Patient/batch"),
                entry("GET", "Patient/batch"),
                entry("PAINT", "Patient/batch"),
                entry("GET", "metadata?_elements=status")));
    reply.ok(200);
    assertThat(reply.body().string("type")).isEqualTo("batch-response");
    assertThat(reply.texts("entry.response.status"))
        .containsExactly(
            "400 Bad Request",
            "201 Created",
            "200 OK",
            "204 No Content",
            "410 Gone",
            "400 Bad Request",
            "200 OK");
    assertThat(reply.texts("entry.response.outcome.resourceType")).hasSize(3);
  }

  @Test
  void a_conditional_reference_that_can_not_be_read_refuses_the_transaction_at_its_entry() {
    String patient =
        "{'resourceType':'Patient','managingOrganization':"
            + "{'reference':'Organization?shoe=size'}}";
    Reply reply = CLIENT.bundle(transaction(entry("POST", "Patient", patient)));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.texts("issue.expression")).containsExactly("Bundle.entry[0].resource");
    assertThat(
            CLIENT
                .bundle(batch(entry("GET", "metadata"), entry("POST", "Patient", patient)))
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_transaction_of_nothing_is_answered_with_nothing() {
    Reply reply = CLIENT.bundle("{'resourceType':'Bundle','type':'transaction'}");
    assertThat(reply.ok(200).body().member("entry")).isNull();
  }

  @Test
  void a_transaction_in_xml_is_one_too() {
    Reply reply =
        CLIENT.send(
            "POST",
            "",
            "<Bundle xmlns='http://hl7.org/fhir'><type value='transaction'/><entry><resource>"
                + "<Patient><active value='true'/></Patient></resource><request>"
                + "<method value='POST'/><url value='Patient'/></request></entry></Bundle>",
            "Content-Type",
            "application/fhir+xml");
    assertThat(reply.ok(200).texts("entry.response.status")).containsExactly("201 Created");
  }
}
