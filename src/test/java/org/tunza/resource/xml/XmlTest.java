package org.tunza.resource.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

class XmlTest {

  private static final String PATIENT =
      """
      {"resourceType":"Patient","id":"a","text":{"status":"generated",
      "div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x &lt; <b id=\\"q\\">y</b><br/></div>"},
      "contained":[{"resourceType":"Organization","id":"o","name":"O & <P>\\n\\"q\\""}],
      "extension":[{"url":"u","valueDecimal":1.00}],
      "active":true,
      "name":[{"id":"n","given":["A",null,"B"],"_given":[null,{"extension":[{"url":"v",
      "valueInteger":-3}]},{"id":"i"}]}],
      "_birthDate":{"extension":[{"url":"w","valueBoolean":false}]},
      "multipleBirthInteger":2,
      "managingOrganization":{"reference":"#o"}}
      """;

  @Test
  void what_json_says_xml_says_too_and_back() {
    ObjectNode tree = json(PATIENT);
    byte[] xml = XmlWriter.write(tree);
    assertThat(XmlReader.read(xml).orThrow()).isEqualTo(tree);
    assertThat(XmlReader.read(XmlWriter.writePretty(tree)).orThrow()).isEqualTo(tree);
    assertThat(new String(xml, UTF_8))
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Patient xmlns=\"http://hl7.org/fhir\">"
                + "<id value=\"a\"/><text><status value=\"generated\"/><div ")
        .contains("<extension url=\"u\"><valueDecimal value=\"1.00\"/></extension>")
        .contains("<given value=\"A\"/><given><extension url=\"v\">")
        .contains("<given value=\"B\" id=\"i\"/>")
        .contains("<name value=\"O &amp; &lt;P&gt;&#10;&quot;q&quot;\"/>");
  }

  @Test
  void members_in_any_order_are_written_in_the_order_of_the_definition() {
    String xml =
        new String(
            XmlWriter.write(json("{'birthDate':'2020','active':true,'resourceType':'Patient'}")),
            UTF_8);
    assertThat(xml.indexOf("active")).isLessThan(xml.indexOf("birthDate"));
  }

  @Test
  void prefixes_comments_and_blanks_mean_nothing() {
    ObjectNode tree =
        read("""
        <?xml version="1.0" encoding="utf-8"?>
        <!-- a --><f:Patient xmlns:f="http://hl7.org/fhir"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://hl7.org/fhir patient.xsd">
          <f:text><f:status value="generated"/>
            <h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>x<h:hr/></h:p></h:div>
          </f:text>
          <f:active value="true"/><!-- b --> </f:Patient>
        """)
            .orThrow();
    assertThat(new String(JsonWriter.write(tree), UTF_8))
        .isEqualTo(
            "{\"resourceType\":\"Patient\",\"text\":{\"status\":\"generated\",\"div\":\"<div"
                + " xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p>x<hr/></p></div>\"},"
                + "\"active\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<active value='true'/><active value='true'/> | MALFORMED_XML | Patient.active",
        "<birthDate value='2020'/><active value='true'/> | MALFORMED_XML | Patient.active",
        "<foo/> | MALFORMED_XML | Patient.foo",
        "<name><given value='a' x='b'/></name> | MALFORMED_XML | Patient.name[0].given[0]",
        "<name value='x'/> | MALFORMED_XML | Patient.name[0]",
        "<name>text</name> | MALFORMED_XML | Patient.name[0]",
        "<name xmlns=''/> | MALFORMED_XML | Patient",
        "<contained/> | MALFORMED_XML | Patient.contained[0]",
        "<contained><Nobody/></contained> | UNKNOWN_TYPE | Patient.contained[0]",
        "<active value='&x;'/> | MALFORMED_XML | ``",
        "<text><div><b/></div></text> | MALFORMED_XML | Patient.text",
        "<_active/> | MALFORMED_XML | Patient",
      })
  void what_the_definition_does_not_know_is_refused_at_its_place(
      String content, String code, String place) {
    Refusal refusal = refusal("<Patient xmlns='http://hl7.org/fhir'>" + content + "</Patient>");
    assertThat(refusal.code().name()).isEqualTo(code);
    assertThat(refusal.faults().getFirst().place()).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<Patient/>",
        "<Patient xmlns='http://hl7.org/fhir'>",
        "<Nobody xmlns='http://hl7.org/fhir'/>",
        "<!DOCTYPE Patient><Patient xmlns='http://hl7.org/fhir'/>",
        "<!DOCTYPE Patient SYSTEM 'file:///etc/passwd'><Patient xmlns='http://hl7.org/fhir'/>",
        "<!DOCTYPE Patient [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><Patient"
            + " xmlns='http://hl7.org/fhir'><id value='&b;'/></Patient>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><Patient xmlns='http://hl7.org/fhir'/>",
        "<Patient xmlns='http://hl7.org/fhir'/><Patient xmlns='http://hl7.org/fhir'/>",
        "<Patient xmlns='http://hl7.org/fhir'><id value='&#0;'/></Patient>",
        "not xml",
        "``",
      })
  void what_is_no_fhir_xml_is_refused(String xml) {
    assertThat(read(xml)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void depth_is_limited_as_json_s_is() {
    String open = "<extension url='u'>".repeat(10_000);
    String close = "</extension>".repeat(10_000);
    Refusal refusal =
        refusal("<Patient xmlns='http://hl7.org/fhir'>" + open + close + "</Patient>");
    assertThat(refusal.code().name()).isEqualTo("TOO_COMPLEX");
  }

  private static ObjectNode json(String text) {
    String json = text.startsWith("{'") ? text.replace('\'', '"') : text;
    return JsonReader.read(json.getBytes(UTF_8)).orThrow();
  }

  private static Outcome<ObjectNode> read(String xml) {
    return XmlReader.read(xml.getBytes(UTF_8));
  }

  private static Refusal refusal(String xml) {
    return ((Outcome.Refused<ObjectNode>) read(xml)).refusal();
  }
}
