package org.tunza.resource.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

final class FhirPathPatchTest {

  private static final String PATIENT =
      """
      {'resourceType':'Patient','id':'1',
       'identifier':[{'system':'http://a','value':'1'},{'system':'http://b','value':'2'}],
       'active':true,
       'name':[{'use':'official','family':'F','given':['A','B'],
                '_given':[null,{'id':'g'}]},{'use':'usual','given':['C']}],
       'birthDate':'1920-01-01','_birthDate':{'id':'b'},'deceasedBoolean':false,
       'multipleBirthInteger':2}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "delete ~ Patient.birthDate ~ ~ birthDate ~ ",
        "delete ~ Patient.gender ~ ~ gender ~ ",
        "delete ~ Patient.identifier[0] ~ ~ identifier ~ [{'system':'http://b','value':'2'}]",
        "delete ~ Patient.identifier.where(system = 'http://b') ~ ~ identifier "
            + "~ [{'system':'http://a','value':'1'}]",
        "delete ~ Patient.name.where(use = 'official' and family.exists()).given.first() ~ ~ name "
            + "~ [{'use':'official','family':'F','given':['B'],'_given':[{'id':'g'}]},"
            + "{'use':'usual','given':['C']}]",
        "delete ~ Patient.name[1].given[0] ~ ~ name ~ [{'use':'official','family':'F',"
            + "'given':['A','B'],'_given':[null,{'id':'g'}]},{'use':'usual'}]",
        "delete ~ Patient.name.where(given = 'C' or (use = 'x')) ~ ~ name ~ [{'use':'official',"
            + "'family':'F','given':['A','B'],'_given':[null,{'id':'g'}]}]",
        "replace ~ Patient.birthDate ~ 'valueDate':'1930-01-01' ~ birthDate ~ '1930-01-01'",
        "replace ~ Patient.deceased ~ 'valueDateTime':'2020' ~ deceasedDateTime ~ '2020'",
        "replace ~ Patient.multipleBirth.ofType(integer) ~ 'valueBoolean':true "
            + "~ multipleBirthBoolean ~ true",
        "replace ~ Patient.name.last().use ~ 'valueCode':'old' ~ name ~ [{'use':'official',"
            + "'family':'F','given':['A','B'],'_given':[null,{'id':'g'}]},"
            + "{'use':'old','given':['C']}]",
      })
  void delete_and_replace_change_the_one_element(
      String type, String path, String value, String member, String after) {
    String part = value == null ? "" : ",{'name':'value',%s}".formatted(value);
    ObjectNode patched = patched(PATIENT, operation(type, path, part)).orThrow();
    assertThat(member(patched, member)).isEqualTo(after == null ? "" : after.replace('\'', '"'));
  }

  @Test
  void a_replaced_primitive_loses_its_old_extensions_and_keeps_its_place() {
    String value = ",{'name':'value','valueDate':'1930-01-01'}";
    ObjectNode patched =
        patched(PATIENT, operation("replace", "Patient.birthDate", value)).orThrow();
    assertThat(patched.member("_birthDate")).isNull();
    assertThat(patched.name(5)).isEqualTo("birthDate");
  }

  @Test
  void a_replaced_choice_takes_the_other_name_away() {
    String value = ",{'name':'value','valueDateTime':'2020'}";
    ObjectNode patched =
        patched(PATIENT, operation("replace", "Patient.deceased", value)).orThrow();
    assertThat(patched.member("deceasedBoolean")).isNull();
  }

  @Test
  void add_appends_to_a_list_and_makes_what_is_not_there() {
    ObjectNode patched =
        patched(
                PATIENT,
                operation("add", "Patient", named("gender", "'valueCode':'female'")),
                operation("add", "Patient.name[1]", named("given", "'valueString':'D'")),
                operation(
                    "add", "Patient.birthDate", named("extension", "'valueExtension':{'url':'u'}")),
                operation(
                    "add",
                    "Patient",
                    named(
                        "contact",
                        "'part':[{'name':'name','valueHumanName':{'text':'n'}},"
                            + "{'name':'relationship','valueCodeableConcept':{'text':'r'}}]")))
            .orThrow();
    assertThat(member(patched, "gender")).isEqualTo("\"female\"");
    assertThat(member(patched, "name")).endsWith("\"given\":[\"C\",\"D\"]}]");
    assertThat(member(patched, "_birthDate"))
        .isEqualTo("{\"id\":\"b\",\"extension\":[{\"url\":\"u\"}]}");
    assertThat(member(patched, "contact"))
        .isEqualTo("[{\"name\":{\"text\":\"n\"},\"relationship\":[{\"text\":\"r\"}]}]");
  }

  @Test
  void insert_and_move_keep_the_order_that_is_asked_for() {
    ObjectNode patched =
        patched(
                PATIENT,
                operation(
                    "insert",
                    "Patient.identifier",
                    ",{'name':'index','valueInteger':1},"
                        + "{'name':'value','valueIdentifier':{'value':'n'}}"),
                operation(
                    "move",
                    "Patient.identifier",
                    ",{'name':'source','valueInteger':2},{'name':'destination','valueInteger':0}"))
            .orThrow();
    assertThat(member(patched, "identifier"))
        .isEqualTo(
            "[{\"system\":\"http://b\",\"value\":\"2\"},{\"system\":\"http://a\",\"value\":\"1\"},"
                + "{\"value\":\"n\"}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient.name",
        "Patient.shoeSize",
        "Observation.status",
        "Patient.name.where(given.matches('x')).use",
        "Patient.name[",
        "Patient.name.where(use = 'official'",
        "Patient..name",
        "Patient",
        "Patient.name.where(",
        "'x'",
        "",
        "Patient.descendants()",
        "Patient.name.where(((((((((((use = 'x')))))))))))",
      })
  void a_path_that_can_not_be_followed_to_one_element_is_refused_at_its_operation(String path) {
    Refusal refusal = refusal(patched(PATIENT, operation("delete", path, "")));
    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_PATCH);
    assertThat(refusal.faults().getFirst().place()).isEqualTo("Parameters.parameter[0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "add ~ Patient ~ {'name':'name','valueString':'active'},{'name':'value','valueBoolean':true}",
        "add ~ Patient ~ {'name':'name','valueString':'shoe'},{'name':'value','valueBoolean':true}",
        "add ~ Patient ~ {'name':'name','valueString':'active'}",
        "replace ~ Patient.gender ~ {'name':'value','valueCode':'male'}",
        "replace ~ Patient.deceased ~ {'name':'value','valueString':'x'}",
        "insert ~ Patient.identifier ~ {'name':'index','valueInteger':9},"
            + "{'name':'value','valueIdentifier':{'value':'n'}}",
        "insert ~ Patient.gender ~ {'name':'index','valueInteger':0},"
            + "{'name':'value','valueCode':'male'}",
        "insert ~ Patient ~ {'name':'index','valueInteger':0},{'name':'value','valueCode':'male'}",
        "move ~ Patient.identifier ~ {'name':'source','valueInteger':-1},"
            + "{'name':'destination','valueInteger':0}",
        "paint ~ Patient.gender ~ {'name':'value','valueCode':'male'}",
      })
  void an_operation_that_can_not_be_done_is_refused(String type, String path, String parts) {
    Refusal refusal = refusal(patched(PATIENT, operation(type, path, "," + parts)));
    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_PATCH);
  }

  private static String operation(String type, String path, String parts) {
    return """
    {'name':'operation','part':[{'name':'type','valueCode':'%s'},
     {'name':'path','valueString':"%s"}%s]}
    """
        .formatted(type, path.replace("'", "\\u0027"), parts);
  }

  private static String named(String name, String value) {
    return ",{'name':'name','valueString':'%s'},{'name':'value',%s}".formatted(name, value);
  }

  private static Outcome<ObjectNode> patched(String before, String... operations) {
    String parameters =
        "{'resourceType':'Parameters','parameter':[%s]}".formatted(String.join(",", operations));
    return FhirPathPatch.of(tree(parameters)).then(patch -> patch.apply(tree(before)));
  }

  private static ObjectNode tree(String json) {
    return JsonReader.read(json.replace('\'', '"').getBytes(UTF_8)).orThrow();
  }

  private static String member(ObjectNode object, String name) {
    var member = object.member(name);
    return member == null ? "" : new String(JsonWriter.write(member), UTF_8);
  }

  private static Refusal refusal(Outcome<ObjectNode> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<ObjectNode>) outcome).refusal();
  }
}
