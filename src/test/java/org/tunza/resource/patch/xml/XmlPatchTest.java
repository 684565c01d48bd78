package org.tunza.resource.patch.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.patch.Patch;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

final class XmlPatchTest {

  private static final String PATIENT =
      "{'resourceType':'Patient','id':'p','text':{'status':'generated','div':"
          + "'<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p>One</p><br/><p>Two</p></div>'},"
          + "'identifier':[{'system':'http://a','value':'1'},{'system':'http://b','value':'2'}],"
          + "'active':true,'name':[{'use':'official','family':'Wanjiru',"
          + "'given':['Amina',null],'_given':[null,{'id':'g'}]}],'multipleBirthInteger':2}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "<replace sel='f:Patient/f:active/@value'>false</replace>#'active':true#'active':false",
        "<replace sel='/*/f:active'><f:active value='false'/></replace>"
            + "#'active':true#'active':false",
        "<add sel='f:Patient/f:active' pos='after'><f:name><f:text value='A &amp; B'/></f:name>"
            + "</add>#'name':[{#'name':[{'text':'A & B'},{",
        "<add sel='f:Patient/f:active' pos='before'><f:identifier><f:value value='3'/>"
            + "</f:identifier></add>#'2'}]#'2'},{'value':'3'}]",
        "<add sel='f:Patient/f:identifier[1]' pos='prepend'> <f:use id='u' value='old'/> </add>"
            + "#[{'system':'http://a'#[{'use':'old','_use':{'id':'u'},'system':'http://a'",
        "<add sel='f:Patient/f:name'><f:suffix value='Dr'/></add>#{'id':'g'}]}"
            + "#{'id':'g'}],'suffix':['Dr']}",
        "<add sel='f:Patient/f:active' type='@id'>a1</add>#'active':true"
            + "#'active':true,'_active':{'id':'a1'}",
        "<add sel='f:Patient/f:name/f:given[2]' type='@value'>Wa\tW</add>#['Amina',null]"
            + "#['Amina','Wa\\tW']",
        "<remove sel='f:Patient/f:identifier[2]'/>#,{'system':'http://b','value':'2'}#``",
        "<remove sel='f:Patient/f:identifier[f:system/@value=\"http://a\"]'/>"
            + "#{'system':'http://a','value':'1'},#``",
        "<remove sel='f:Patient/f:name/f:given[@id=\"g\"]'/>"
            + "#'given':['Amina',null],'_given':[null,{'id':'g'}]#'given':['Amina']",
        "<remove sel='f:Patient/f:identifier[1]/f:system'/>#'system':'http://a',#``",
        "<remove sel='f:Patient/f:name/*[1]/@value'/>#'use':'official',#``",
        "<replace sel='f:Patient/f:text/h:div/h:p[2]/text()'>2 &lt; 3</replace>"
            + "#<p>Two</p>#<p>2 &lt; 3</p>",
        "<replace sel='f:Patient/f:text/h:div/h:p[.=\"One\"]'><h:b>1</h:b></replace>"
            + "#<p>One</p>#<b>1</b>",
        "<add sel='f:Patient/f:text/h:div/h:br' pos='before'>, </add>#<br/>#, <br/>",
        "<replace sel='f:Patient/f:multipleBirthInteger'><f:multipleBirthBoolean value='true'/>"
            + "</replace>#'multipleBirthInteger':2#'multipleBirthBoolean':true",
      })
  void every_operation_does_what_rfc_5261_says(String patch, String from, String to) {
    assertThat(text(patched(patch).orThrow())).isEqualTo(json(PATIENT.replace(from, to)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<remove sel='f:Patient/f:identifier'/>",
        "<remove sel='f:Patient/f:photo'/>",
        "<remove sel='f:Patient'/>",
        "<remove sel='f:Patient/f:identifier[3]'/>",
        "<remove sel='f:Patient/f:identifier[f:system/@value=\"http://c\"]'/>",
        "<remove sel='Patient/active'/>",
        "<remove sel='x:Patient/x:active'/>",
        "<remove sel='//f:active'/>",
        "<remove sel='f:Patient/f:active/..'/>",
        "<remove sel='f:Patient/child::f:active'/>",
        "<remove sel='f:Patient/f:active[last()]'/>",
        "<remove sel='f:Patient/f:active/@value/@id'/>",
        "<remove sel=''/>",
        "<remove/>",
        "<paint sel='f:Patient'/>",
        "<replace sel='f:Patient/f:active'>false</replace>",
        "<replace sel='f:Patient/f:active'><f:active/><f:active/></replace>",
        "<replace sel='f:Patient/f:active/@value'><f:active/></replace>",
        "<add sel='f:Patient' pos='above'><f:active value='true'/></add>",
        "<add sel='f:Patient' pos='before'><f:active value='true'/></add>",
        "<add sel='f:Patient/f:active/@value'><f:active value='true'/></add>",
        "<add sel='f:Patient/f:active' type='@value'>false</add>",
        "<add sel='f:Patient/f:active' type='namespace::x'>false</add>",
      })
  void what_can_not_be_done_is_refused_at_its_operation(String patch) {
    Refusal refusal = refusal(patched("<remove sel='f:Patient/f:text'/>" + patch));
    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_PATCH);
    assertThat(refusal.faults().getFirst().place()).isEqualTo("operation[1]");
  }

  @Test
  void names_without_a_prefix_are_in_the_default_namespace_of_the_patch() {
    Outcome<ObjectNode> outcome =
        applied(
            "<p:patch xmlns:p='urn:ietf:rfc:7351' xmlns='http://hl7.org/fhir'>"
                + "<p:replace sel='Patient/active'><active value='false'/></p:replace></p:patch>");
    assertThat(outcome.orThrow().member("active")).isEqualTo(Node.bool(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<add sel='f:Patient'><f:active value='true'/></add>",
        "<add sel='f:Patient'><f:shoe value='true'/></add>",
        "<add sel='f:Patient'><link/></add>",
        "<add sel='f:Patient'>text</add>",
        "<replace sel='f:Patient'><f:Shoe/></replace>",
      })
  void what_comes_out_must_be_a_resource(String patch) {
    assertThat(patched(patch)).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE diff [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><diff>&x;</diff>",
        "<!DOCTYPE diff SYSTEM 'http://localhost:1/x.dtd'><diff/>",
        "<!DOCTYPE diff [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><diff>&b;</diff>",
        "<diff>&x;</diff>",
        "<diff",
        "",
      })
  void a_document_type_is_refused_and_with_it_every_entity(String patch) {
    assertThat(refusal(XmlPatch.read(patch.getBytes(UTF_8))).code())
        .isEqualTo(RefusalCode.MALFORMED_XML);
  }

  @Test
  void a_patch_that_is_too_long_too_deep_or_something_else_is_refused() {
    String remove = "<remove sel='f:Patient/f:active'/>";
    assertThat(refusal(patched(remove.repeat(Patch.OPERATIONS_MAX + 1))).code())
        .isEqualTo(RefusalCode.INVALID_PATCH);
    assertThat(refusal(patched("<remove sel='" + "f:Patient/".repeat(200) + "x'/>")).code())
        .isEqualTo(RefusalCode.INVALID_PATCH);
    assertThat(refusal(patched("<x>".repeat(10_000) + "</x>".repeat(10_000))).code())
        .isEqualTo(RefusalCode.MALFORMED_XML);
    assertThat(refusal(applied("<Patient xmlns='http://hl7.org/fhir'/>")).code())
        .isEqualTo(RefusalCode.INVALID_PATCH);
  }

  @Test
  void additions_that_nest_ever_deeper_are_refused() {
    StringBuilder patch = new StringBuilder();
    StringBuilder path = new StringBuilder("f:Patient/f:contact");
    patch.append("<add sel='f:Patient'><f:contact/></add>");
    for (int i = 0; i < 8; i++) {
      patch.append("<add sel='%s'>".formatted(path));
      patch.append("<f:x>".repeat(50)).append("</f:x>".repeat(50)).append("</add>");
      path.append("/*".repeat(50));
    }
    assertThat(refusal(patched(patch.toString())).code()).isEqualTo(RefusalCode.TOO_COMPLEX);
  }

  @Test
  void selectors_that_look_at_too_much_are_refused() {
    String names = "{'given':['x']},".repeat(8_000) + "{'given':['y']}";
    String wide = json("{'resourceType':'Patient','name':[%s]}".formatted(names));
    ObjectNode resource = JsonReader.read(wide.getBytes(UTF_8)).orThrow();
    String operation = "<replace sel='*/*[f:given/@value=\"y\"]/*/@value'>y</replace>";
    Outcome<Patch> one = XmlPatch.read(diff(operation).getBytes(UTF_8));
    assertThat(text(one.then(patch -> patch.apply(resource)).orThrow())).isEqualTo(wide);
    String often = operation.repeat(Patch.OPERATIONS_MAX);
    Outcome<Patch> many = XmlPatch.read(diff(often).getBytes(UTF_8));
    assertThat(refusal(many.then(patch -> patch.apply(resource))).code())
        .isEqualTo(RefusalCode.INVALID_PATCH);
  }

  private static Outcome<ObjectNode> patched(String operations) {
    return applied(diff(operations));
  }

  private static String diff(String operations) {
    return "<diff xmlns:f='http://hl7.org/fhir' xmlns:h='http://www.w3.org/1999/xhtml'>"
        + operations
        + "</diff>";
  }

  private static Outcome<ObjectNode> applied(String patch) {
    return XmlPatch.read(patch.getBytes(UTF_8))
        .then(one -> one.apply(JsonReader.read(json(PATIENT).getBytes(UTF_8)).orThrow()));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String text(ObjectNode tree) {
    return new String(JsonWriter.write(tree), UTF_8);
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
