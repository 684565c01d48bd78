package org.tunza.resource.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.JsonReader;

class ValidatorTest {

  private final Validator validator = Validator.strict(Definitions.r4());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'resourceType':'Patient'",
        "'resourceType':'Patient','birthDate':'2024-02-29','active':false",
        "'resourceType':'Patient','_birthDate':{'extension':[{'url':'u','valueCode':'x'}]}",
        "'resourceType':'Patient','birthDate':'1970','_birthDate':{'id':'a'}",
        "'resourceType':'Patient','name':[{'given':['a',null],'_given':[null,{'id':'b',"
            + "'extension':[{'url':'u','valueString':'v'}]}]}]",
        "'resourceType':'Patient','generalPractitioner':[{'reference':'Practitioner?name=x'}]",
        "'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o'}],"
            + "'managingOrganization':{'reference':'#o'}",
        "'resourceType':'Patient','generalPractitioner':[{'reference':'urn:uuid:x'}]",
        "'resourceType':'Patient','meta':{'lastUpdated':'2020-01-01T00:00:60.123Z'}",
        "'resourceType':'Bundle','type':'collection','entry':[{'resource':{"
            + "'resourceType':'Patient'}}]",
        "'resourceType':'Patient','text':{'status':'empty','div':'<div "
            + "xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p>&lt; &#233;<br/></p></div>'}",
      })
  void what_the_specification_lets_be_is_accepted(String resource) {
    assertThat(refusal(resource)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'resourceType':'Patient','foo':1 | Patient.foo",
        "'resourceType':'Patient','active':'true' | Patient.active",
        "'resourceType':'Patient','active':[true] | Patient.active",
        "'resourceType':'Patient','name':{'family':'x'} | Patient.name",
        "'resourceType':'Patient','name':[] | Patient.name",
        "'resourceType':'Patient','name':[{}] | Patient.name[0]",
        "'resourceType':'Patient','name':[{'id':'a'}] | Patient.name[0]",
        "'resourceType':'Patient','name':[{'given':['a','']}] | Patient.name[0].given[1]",
        "'resourceType':'Patient','name':[{'given':['a',null]}] | Patient.name[0].given[1]",
        "'resourceType':'Patient','birthDate':'2023-02-29' | Patient.birthDate",
        "'resourceType':'Patient','birthDate':'2020-01-01T00:00:00Z' | Patient.birthDate",
        "'resourceType':'Patient','deceasedDateTime':'2020-01-01T00:00:00' | Patient.deceased",
        "'resourceType':'Patient','deceasedDateTime':'2020','deceasedBoolean':true"
            + " | Patient.deceased",
        "'resourceType':'Patient','gender':'Male' | Patient.gender",
        "'resourceType':'Patient','id':'a/b' | Patient.id",
        "'resourceType':'Patient','meta':{'lastUpdated':'2020-01-01'} | Patient.meta.lastUpdated",
        "'resourceType':'Patient','implicitRules':'a b' | Patient.implicitRules",
        "'resourceType':'Patient','telecom':[{'rank':0}] | Patient.telecom[0].rank",
        "'resourceType':'Patient','telecom':[{'rank':1.0}] | Patient.telecom[0].rank",
        "'resourceType':'Patient','multipleBirthInteger':2147483648 | Patient.multipleBirth",
        "'resourceType':'Patient','photo':[{'data':'abc'}] | Patient.photo[0].data",
        "'resourceType':'Patient','link':[{'type':'seealso'}] | Patient.link[0].other",
        "'resourceType':'Patient','managingOrganization':{'reference':'Patient/1'}"
            + " | Patient.managingOrganization.reference",
        "'resourceType':'Patient','managingOrganization':{'reference':'http://x/Patient/1'}"
            + " | Patient.managingOrganization.reference",
        "'resourceType':'Patient','managingOrganization':{'type':'Patient'}"
            + " | Patient.managingOrganization.type",
        "'resourceType':'Patient','managingOrganization':{'reference':'#x'}"
            + " | Patient.managingOrganization.reference",
        "'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o'}]"
            + " | Patient.contained[0]",
        "'resourceType':'Patient','contained':[{'resourceType':'Organization'}]"
            + " | Patient.contained[0].id",
        "'resourceType':'Patient','contained':[{'resourceType':'Basic','id':'o','code':{'text':'x'},"
            + "'subject':{'reference':'#'},'contained':[{'resourceType':'Basic'}]}]"
            + " | Patient.contained[0].contained",
        "'resourceType':'Patient','extension':[{'url':'u'}] | Patient.extension[0]",
        "'resourceType':'Patient','extension':[{'valueCode':'u'}] | Patient.extension[0].url",
        "'resourceType':'Bundle','type':'collection','entry':[{'resource':{"
            + "'resourceType':'Patient','x':1}}] | Bundle.entry[0].resource.x",
        "'resourceType':'Bundle','type':'collection','entry':[{'resource':{"
            + "'resourceType':'Nobody'}}] | Bundle.entry[0].resource.resourceType",
        "'resourceType':'Condition','subject':{'display':'x'},'clinicalStatus':{'coding':[{"
            + "'code':'active'}]} | Condition.clinicalStatus",
      })
  void a_broken_rule_is_refused_at_its_place(String resource, String place) {
    Refusal refusal = refusal(resource).orElseThrow();
    assertThat(refusal.faults()).extracting(Refusal.Fault::place).containsExactly(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<div>x</div>",
        "<p xmlns='http://www.w3.org/1999/xhtml'>x</p>",
        "<div xmlns='http://www.w3.org/1999/xhtml'> </div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><b>x</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'>x</div><div>y</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><script>x</script></div>",
        "<div xmlns='http://www.w3.org/1999/xhtml' onclick='x'>x</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><a href='java&#115;cript:x'>x</a></div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><a href=' javascript:x'>x</a></div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><img src='http://x/y.png'/></div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><p style='background:url(x)'>x</p></div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'>&nbsp;x</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'>x & y</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><![CDATA[x]]></div>",
        "<!DOCTYPE div><div xmlns='http://www.w3.org/1999/xhtml'>x</div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><iframe src='x'/></div>",
        "<div xmlns='http://www.w3.org/1999/xhtml'><p id='a' id='b'>x</p></div>",
      })
  void a_narrative_that_is_no_plain_xhtml_is_refused(String div) {
    assertThat(Narratives.fault(div.strip())).isNotNull();
  }

  @Test
  void a_modifier_extension_is_refused_unless_the_policy_knows_it() {
    String resource =
        "'resourceType':'Basic','code':{'text':'x'},'modifierExtension':[{'url':'u',"
            + "'valueCode':'x'}]";
    Refusal refusal = refusal(resource).orElseThrow();
    assertThat(refusal.code()).isEqualTo(RefusalCode.UNKNOWN_MODIFIER_EXTENSION);
    assertThat(refusal.faults().getFirst().place()).isEqualTo("Basic.modifierExtension[0].url");
    assertThat(refusal(validator.knowing("u"::equals), resource)).isEmpty();
  }

  @Test
  void several_faults_are_told_and_content_is_not() {
    Refusal refusal =
        refusal("'resourceType':'Patient','birthDate':'SECRET','gender':'SECRET','SECRET x':1")
            .orElseThrow();
    assertThat(refusal.faults()).hasSize(3);
    assertThat(refusal.toString()).doesNotContain("SECRET");
  }

  @Test
  void faults_are_told_up_to_a_limit() {
    String names = "{}" + ",{}".repeat(49);
    assertThat(refusal("'resourceType':'Patient','name':[" + names + "]").orElseThrow().faults())
        .hasSize(Faults.FAULTS_MAX);
  }

  @Test
  void a_resource_of_unknown_type_has_a_code_of_its_own() {
    assertThat(refusal("'resourceType':'Nobody'").orElseThrow().code())
        .isEqualTo(RefusalCode.UNKNOWN_TYPE);
  }

  private Optional<Refusal> refusal(String members) {
    return refusal(validator, members);
  }

  private static Optional<Refusal> refusal(Validator validator, String members) {
    String json = "{" + members.replace('\'', '"') + "}";
    return validator.refusal(JsonReader.read(json.getBytes(UTF_8)).orThrow());
  }
}
