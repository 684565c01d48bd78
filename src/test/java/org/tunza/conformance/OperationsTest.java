package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.TestServer;

/** https://hl7.org/fhir/R4/operations.html */
final class OperationsTest {

  private static final FhirClient CLIENT = new FhirClient(TestServer.shared());

  @Test
  void metas_are_read_added_to_and_taken_from_as_new_versions() {
    CLIENT.put("Patient/meta", "{'resourceType':'Patient','id':'meta'}").ok(201);
    Reply added =
        CLIENT.post("Patient/meta/$meta-add", meta("'tag':[{'system':'s:t','code':'a'}]"));
    assertThat(added.ok(200).texts("parameter.valueMeta.tag.code")).containsExactly("a");
    assertThat(added.texts("parameter.valueMeta.versionId")).containsExactly("2");
    assertThat(CLIENT.get("Patient/meta").version()).isEqualTo(2);
    assertThat(CLIENT.get("Patient/meta/_history/1/$meta").texts("parameter.valueMeta.tag.code"))
        .isEmpty();
    assertThat(CLIENT.get("Patient/meta/$meta").texts("parameter.valueMeta.tag.code"))
        .containsExactly("a");
    CLIENT.post("Patient/meta/$meta-add", meta("'tag':[{'system':'s:t','code':'a'}]")).ok(200);
    assertThat(CLIENT.get("Patient/meta").version()).isEqualTo(2);
    assertThat(CLIENT.get("Patient/$meta").texts("parameter.valueMeta.tag.code")).contains("a");
    Reply taken =
        CLIENT.post("Patient/meta/$meta-delete", meta("'tag':[{'system':'s:t','code':'a'}]"));
    assertThat(taken.ok(200).texts("parameter.valueMeta.tag.code")).isEmpty();
    assertThat(CLIENT.get("Patient/meta").version()).isEqualTo(3);
  }

  @Test
  void the_metas_of_a_whole_store_are_told_together() {
    FhirClient alone = new FhirClient(TestServer.start(List.of()));
    alone
        .put(
            "Patient/tagged",
            "{'resourceType':'Patient','id':'tagged',"
                + "'meta':{'tag':[{'system':'s:t','code':'whole'}]}}")
        .ok(201);
    assertThat(alone.get("$meta").texts("parameter.valueMeta.tag.code")).containsExactly("whole");
  }

  @Test
  void a_past_version_keeps_its_meta() {
    CLIENT.put("Patient/past", "{'resourceType':'Patient','id':'past'}").ok(201);
    Reply reply = CLIENT.post("Patient/past/_history/1/$meta-add", meta("'tag':[{'code':'a'}]"));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(CLIENT.get("Patient/past/$meta-add").status()).isEqualTo(405);
    assertThat(CLIENT.post("Patient/past/$meta-add", "{'resourceType':'Parameters'}").status())
        .isEqualTo(400);
    assertThat(CLIENT.get("Patient/past").version()).isEqualTo(1);
    assertThat(CLIENT.get("Patient/past/$shoe").status()).isEqualTo(404);
  }

  @Test
  void a_resource_that_could_not_be_written_is_told_so_and_nothing_is_written() {
    Reply reply = CLIENT.post("Patient/$validate", "{'resourceType':'Patient','gender':'shoe'}");
    assertThat(reply.ok(200).texts("issue.severity")).contains("error");
    assertThat(reply.texts("issue.expression")).contains("Patient.gender");
    assertThat(CLIENT.post("Patient/$validate", "{'resourceType':'Basic'}").texts("issue.severity"))
        .contains("error");
    assertThat(CLIENT.post("$validate", "{'resourceType':'Basic'}").status()).isEqualTo(404);
    assertThat(CLIENT.get("Patient/nowhere/$validate").status()).isEqualTo(404);
  }

  @Test
  @Tag("slow")
  void a_resource_is_held_against_its_profile() {
    String observation = "{'resourceType':'Observation','status':'final','code':{'text':'weight'}}";
    Reply plain = CLIENT.post("Observation/$validate", observation);
    assertThat(plain.ok(200).texts("issue.severity")).doesNotContain("error");
    Reply reply =
        CLIENT.post(
            "Observation/$validate",
            "{'resourceType':'Parameters','parameter':[{'name':'resource','resource':"
                + observation
                + "},{'name':'mode','valueCode':'create'},{'name':'profile','valueUri':"
                + "'http://hl7.org/fhir/StructureDefinition/bodyweight'}]}");
    assertThat(reply.ok(200).texts("issue.severity")).contains("error");
    CLIENT.put("Patient/valid", "{'resourceType':'Patient','id':'valid'}").ok(201);
    assertThat(CLIENT.get("Patient/valid/$validate").ok(200).texts("issue.severity"))
        .doesNotContain("error");
  }

  private static String meta(String members) {
    return "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':{%s}}]}"
        .formatted(members);
  }
}
