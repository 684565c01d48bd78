package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.TestServer;

/** https://hl7.org/fhir/R4/http.html#patch */
final class PatchTest {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String XML_PATCH = "application/xml-patch+xml";

  private static final FhirClient CLIENT = new FhirClient(TestServer.shared());

  @Test
  void a_json_patch_makes_a_new_version() {
    CLIENT.put("Patient/json", "{'resourceType':'Patient','id':'json','active':true}").ok(201);
    Reply reply = patch("Patient/json", "[{'op':'replace','path':'/active','value':false}]");
    assertThat(reply.ok(200).version()).isEqualTo(2);
    assertThat(CLIENT.get("Patient/json").texts("active")).containsExactly("false");
    assertThat(CLIENT.get("Patient/json/_history/1").texts("active")).containsExactly("true");
  }

  @Test
  void a_fhirpath_patch_may_come_in_xml() {
    CLIENT.put("Patient/xml", "{'resourceType':'Patient','id':'xml'}").ok(201);
    CLIENT
        .send(
            "PATCH",
            "Patient/xml",
            "<Parameters xmlns='http://hl7.org/fhir'><parameter><name value='operation'/>"
                + "<part><name value='type'/><valueCode value='add'/></part>"
                + "<part><name value='path'/><valueString value='Patient'/></part>"
                + "<part><name value='name'/><valueString value='birthDate'/></part>"
                + "<part><name value='value'/><valueDate value='1930-01-01'/></part>"
                + "</parameter></Parameters>",
            "Content-Type",
            "application/fhir+xml")
        .ok(200);
    assertThat(CLIENT.get("Patient/xml").texts("birthDate")).containsExactly("1930-01-01");
  }

  @Test
  void an_xml_patch_makes_a_new_version() {
    CLIENT.put("Patient/diff", "{'resourceType':'Patient','id':'diff','active':true}").ok(201);
    Reply reply = xmlPatch("Patient/diff", "<replace sel='f:Patient/f:active/@value'>false");
    assertThat(reply.ok(200).version()).isEqualTo(2);
    assertThat(CLIENT.get("Patient/diff").texts("active")).containsExactly("false");
    assertThat(xmlPatch("Patient?_id=diff", "<replace sel='f:Patient/f:id/@value'>other").status())
        .isEqualTo(400);
    assertThat(xmlPatch("Patient/diff", "<replace sel='f:Patient/f:gender/@value'>male").status())
        .isEqualTo(400);
    assertThat(CLIENT.get("Patient/diff").version()).isEqualTo(2);
  }

  @Test
  void an_xml_patch_may_be_conditional_or_in_a_binary_of_a_bundle() {
    CLIENT
        .put(
            "Patient/diffs",
            "{'resourceType':'Patient','id':'diffs','active':true,"
                + "'identifier':[{'system':'http://m','value':'3'}]}")
        .ok(201);
    xmlPatch("Patient?identifier=http://m|3", "<replace sel='f:Patient/f:active/@value'>false")
        .ok(200);
    String data =
        Base64.getEncoder()
            .encodeToString(diff("<replace sel='f:Patient/f:active/@value'>true").getBytes(UTF_8));
    for (String type : List.of("batch", "transaction")) {
      CLIENT
          .bundle(
              "{'resourceType':'Bundle','type':'%s','entry':[{'resource':{'resourceType':'Binary',"
                      .formatted(type)
                  + "'contentType':'%s','data':'%s'},".formatted(XML_PATCH, data)
                  + "'request':{'method':'PATCH','url':'Patient/diffs'}}]}")
          .ok(200);
      assertThat(CLIENT.get("Patient/diffs").texts("active")).containsExactly("true");
    }
    assertThat(CLIENT.get("Patient/diffs").version()).isEqualTo(3);
  }

  @Test
  void a_conditional_patch_changes_the_one_that_matches() {
    CLIENT
        .put(
            "Patient/matching",
            "{'resourceType':'Patient','id':'matching',"
                + "'identifier':[{'system':'http://m','value':'1'}]}")
        .ok(201);
    String add = "[{'op':'add','path':'/gender','value':'male'}]";
    patch("Patient?identifier=http://m|1", add).ok(200);
    assertThat(CLIENT.get("Patient/matching").texts("gender")).containsExactly("male");
    assertThat(patch("Patient?identifier=http://m|2", add).status()).isEqualTo(404);
  }

  @Test
  void what_a_patch_makes_is_checked_like_what_is_sent() {
    CLIENT.put("Patient/checked", "{'resourceType':'Patient','id':'checked'}").ok(201);
    assertThat(status("[{'op':'add','path':'/gender','value':'shoe'}]")).isEqualTo(400);
    assertThat(status("[{'op':'add','path':'/shoe','value':'x'}]")).isEqualTo(400);
    assertThat(status("[{'op':'replace','path':'/id','value':'other'}]")).isEqualTo(400);
    assertThat(status("[{'op':'test','path':'/id','value':'other'}]")).isEqualTo(400);
    assertThat(status("[{'op':'remove','path':'/gender'}]")).isEqualTo(400);
    assertThat(status("{'op':'remove'}")).isEqualTo(400);
    Reply later =
        CLIENT.send(
            "PATCH", "Patient/checked", "[]", "Content-Type", JSON_PATCH, "If-Match", "W/\"7\"");
    assertThat(later.status()).isEqualTo(412);
    assertThat(CLIENT.get("Patient/checked").version()).isEqualTo(1);
  }

  @Test
  void there_is_nothing_to_patch_where_nothing_is() {
    assertThat(patch("Patient/nowhere", "[]").status()).isEqualTo(404);
    CLIENT.put("Patient/gone", "{'resourceType':'Patient','id':'gone'}").ok(201);
    CLIENT.send("DELETE", "Patient/gone", null).ok(204);
    assertThat(patch("Patient/gone", "[]").status()).isEqualTo(410);
  }

  private static Reply xmlPatch(String path, String replace) {
    return CLIENT.send("PATCH", path, diff(replace), "Content-Type", XML_PATCH);
  }

  private static String diff(String replace) {
    return "<diff xmlns:f='http://hl7.org/fhir'>" + replace + "</replace></diff>";
  }

  private static int status(String patch) {
    return patch("Patient/checked", patch).status();
  }

  private static Reply patch(String path, String patch) {
    return CLIENT.send("PATCH", path, FhirClient.json(patch), "Content-Type", JSON_PATCH);
  }
}
