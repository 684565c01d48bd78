package org.tunza.conformance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.conformance.search.SearchRequest.Where;
import org.tunza.record.EntryId;

/** What is found by what entries name: references, chains, composites, compartments, includes. */
final class SpecEvaluatorLinksTest {

  private static final SmallWorld WARD =
      SmallWorld.of(
          """
          {'resourceType':'Patient','id':'peter','name':[{'given':['Peter']}],
           'birthDate':'1970','generalPractitioner':[{'reference':'Practitioner/joe'}],
           'managingOrganization':{'reference':'Organization/ward'}}
          """,
          """
          {'resourceType':'Patient','id':'mary','name':[{'given':['Mary','Zoe']},
            {'given':['Beth']}],'birthDate':'1990-05',
           'generalPractitioner':[{'reference':'https://here.example/fhir/Practitioner/joe'}]}
          """,
          "{'resourceType':'Patient','id':'nobody'}",
          "{'resourceType':'Practitioner','id':'joe','name':[{'text':'Joe'}]}",
          """
          {'resourceType':'Organization','id':'ward','name':'Ward',
           'partOf':{'reference':'Organization/hospital'}}
          """,
          """
          {'resourceType':'Organization','id':'hospital','name':'Hospital',
           'partOf':{'reference':'Organization/county'}}
          """,
          "{'resourceType':'Organization','id':'county','name':'County'}",
          """
          {'resourceType':'Observation','id':'glucose','status':'final',
           'code':{'coding':[{'system':'http://loinc.org','code':'2823-3'}]},
           'subject':{'reference':'Patient/peter/_history/2'},
           'valueQuantity':{'value':6,'system':'http://unitsofmeasure.org','code':'mmol/L'}}
          """,
          """
          {'resourceType':'Observation','id':'pressure','status':'amended',
           'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},
           'subject':{'reference':'Patient/mary'},
           'performer':[{'reference':'Practitioner/joe'}],
           'component':[
            {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
             'valueQuantity':{'value':107,'system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
            {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
             'valueQuantity':{'value':60,'system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}
          """,
          """
          {'resourceType':'Observation','id':'elsewhere','status':'final','code':{'text':'x'},
           'subject':{'reference':'http://other.example/fhir/Patient/peter',
            'identifier':{'system':'http://acme.org/mrn','value':'123456'}}}
          """,
          """
          {'resourceType':'DiagnosticReport','id':'report','status':'final','code':{'text':'x'},
           'subject':{'reference':'Patient/peter'},'result':[{'reference':'Observation/glucose'}]}
          """,
          """
          {'resourceType':'Group','id':'group','type':'person','actual':true,
           'member':[{'entity':{'reference':'Patient/mary'}}],
           'characteristic':[{'code':{'coding':[{'code':'gender'}]},
             'valueCodeableConcept':{'coding':[{'code':'mixed'}]},'exclude':false},
            {'code':{'coding':[{'code':'age'}]},
             'valueCodeableConcept':{'coding':[{'code':'old'}]},'exclude':false}]}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Observation ~ subject ~ Patient/peter ~ glucose",
        "Observation ~ subject ~ Patient/peter/_history/9 ~ glucose",
        "Observation ~ subject ~ peter ~ glucose",
        "Observation ~ subject:Patient ~ peter ~ glucose",
        "Observation ~ subject:Patient ~ Patient/peter ~ glucose",
        "Observation ~ subject:Device ~ peter ~ ",
        "Observation ~ subject ~ https://here.example/fhir/Patient/mary ~ pressure",
        "Observation ~ subject ~ http://other.example/fhir/Patient/peter ~ elsewhere",
        "Observation ~ subject:identifier ~ http://acme.org/mrn|123456 ~ elsewhere",
        "Observation ~ patient ~ peter,mary ~ glucose,pressure",
        "Observation ~ performer:missing ~ true ~ elsewhere,glucose",
        "Patient ~ general-practitioner ~ Practitioner/joe ~ mary,peter"
      })
  void references_are_found_by_id_type_address_and_identifier(
      String type, String name, String value, String found) {
    assertThat(WARD.search(type, name, value)).isEqualTo(SmallWorld.list(found));
  }

  @Test
  void an_id_without_a_type_is_that_of_an_entry_which_the_parameter_may_name() {
    SmallWorld world =
        SmallWorld.of(
            "{'resourceType':'Observation','id':'a','subject':{'reference':'Medication/m'}}",
            "{'resourceType':'Observation','id':'b','subject':{'reference':'Device/m'}}");
    assertThat(world.search("Observation", "subject", "m")).containsExactly("b");
  }

  @Test
  void what_is_contained_or_a_search_names_no_entry_and_is_there_all_the_same() {
    String search = "Patient?identifier=http://acme.org/mrn\\|1";
    SmallWorld world =
        SmallWorld.of(
            """
            {'resourceType':'Observation','id':'a','subject':{'reference':'#p'},
             'contained':[{'resourceType':'Patient','id':'p','name':[{'text':'Peter'}]}],
             'performer':[{'reference':'Patient?identifier=http://acme.org/mrn|1'}]}
            """);
    assertThat(world.search("Observation", "subject:missing", "false")).containsExactly("a");
    assertThat(world.search("Observation", "patient:missing", "false")).containsExactly("a");
    assertThat(world.search("Observation", "patient.name", "peter")).isEmpty();
    assertThat(world.search("Observation", "subject", "p")).isEmpty();
    assertThat(world.search("Observation", "performer", search)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "DiagnosticReport ~ subject.name ~ peter ~ report",
        "DiagnosticReport ~ subject:Patient.name ~ peter ~ report",
        "DiagnosticReport ~ subject:Group.identifier:missing ~ true ~ ",
        "DiagnosticReport ~ result.subject:Patient.organization.partof.name ~ hosp ~ report",
        "DiagnosticReport ~ result.code-value-quantity ~ http://loinc.org|2823-3$gt5.4|http://unitsofmeasure.org|mmol/L ~ report",
        "DiagnosticReport ~ result.code-value-quantity ~ http://loinc.org|2823-3$gt6|http://unitsofmeasure.org|mmol/L ~ ",
        "Observation ~ patient.birthdate ~ ge1980 ~ pressure",
        "Observation ~ patient.name:missing ~ false ~ glucose,pressure",
        "Patient ~ general-practitioner.name ~ joe ~ mary,peter",
        "Observation ~ patient._has:Group:member:_id ~ group ~ pressure",
        "Patient ~ _has:Observation:patient:code ~ 2823-3 ~ peter",
        "Patient ~ _has:Observation:patient:code:not ~ 2823-3 ~ mary",
        "Patient ~ _has:Observation:subject:_has:DiagnosticReport:result:status ~ final ~ peter",
        "Practitioner ~ _has:Patient:general-practitioner:_has:Group:member:_id ~ group ~ joe",
        "Practitioner ~ _has:Observation:performer:patient.name ~ mary ~ joe",
        "Organization ~ _has:Organization:partof:name ~ ward ~ hospital"
      })
  void chains_lead_from_entry_to_entry_either_way(
      String type, String name, String value, String found) {
    assertThat(WARD.search(type, name, value)).isEqualTo(SmallWorld.list(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Observation ~ component-code-value-quantity ~ http://loinc.org|8480-6$lt110 ~ pressure",
        "Observation ~ component-code-value-quantity ~ http://loinc.org|8480-6$lt107 ~ ",
        "Observation ~ component-code-value-quantity ~ http://loinc.org|8462-4$107 ~ ",
        "Observation ~ combo-code-value-quantity ~ 2823-3$6 ~ glucose",
        "Observation ~ combo-code-value-quantity ~ 8462-4$60,2823-3$6 ~ glucose,pressure",
        "Group ~ characteristic-value ~ gender$mixed ~ group",
        "Group ~ characteristic-value ~ gender$old ~ "
      })
  void components_of_a_composite_match_on_one_element(
      String type, String name, String value, String found) {
    assertThat(WARD.search(type, name, value)).isEqualTo(SmallWorld.list(found));
  }

  @Test
  void a_compartment_has_what_names_its_owner_and_some_have_the_owner() {
    assertThat(inCompartment("Patient/peter", "Observation")).containsExactly("glucose");
    assertThat(inCompartment("Patient/peter", "*")).containsExactly("glucose", "report");
    assertThat(inCompartment("Practitioner/joe", "Practitioner")).containsExactly("joe");
    assertThat(inCompartment("Patient/peter", "Observation", "status", "amended")).isEmpty();
  }

  private static List<String> inCompartment(String owner, String type, String... parameters) {
    Where where = new Where.InCompartment(id(owner), type);
    List<SearchRequest.Parameter> asked = SearchRequest.of("", parameters).parameters();
    return SmallWorld.ids(WARD.evaluator().hits(new SearchRequest(where, asked)));
  }

  @Test
  void a_search_of_the_server_finds_entries_of_the_types_that_it_tells() {
    assertThat(WARD.search("", "_id", "joe,ward")).containsExactly("joe", "ward");
    assertThat(WARD.search("", "_id", "joe,ward", "_type", "Patient,Organization"))
        .containsExactly("ward");
    assertThat(WARD.search("", "_type", "Group")).containsExactly("group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Observation/glucose ~ _include=Observation:subject ~ Patient/peter",
        "Observation/elsewhere ~ _include=Observation:subject ~ ",
        "Observation/pressure ~ _include=Observation:* ~ Patient/mary,Practitioner/joe",
        "Observation/pressure ~ _include=Observation:*:Practitioner ~ Practitioner/joe",
        "Observation/pressure ~ _include=Observation:subject:Device ~ ",
        "Observation/glucose ~ _include=Observation:subject&_include=Patient:organization"
            + " ~ Patient/peter",
        "Observation/glucose ~ _include=Observation:subject"
            + "&_include:iterate=Patient:organization ~ Organization/ward,Patient/peter",
        "Organization/ward ~ _include=Organization:partof ~ Organization/hospital",
        "Organization/ward ~ _include:iterate=Organization:partof"
            + " ~ Organization/county,Organization/hospital",
        "Organization/county ~ _revinclude:iterate=Organization:partof"
            + " ~ Organization/hospital,Organization/ward",
        "Patient/mary ~ _revinclude=Observation:subject ~ Observation/pressure",
        "Patient/mary ~ _revinclude=Observation:*&_revinclude=Group:member"
            + " ~ Group/group,Observation/pressure",
        "Practitioner/joe ~ _revinclude=Patient:general-practitioner"
            + "&_revinclude:iterate=DiagnosticReport:subject"
            + " ~ DiagnosticReport/report,Patient/mary,Patient/peter"
      })
  void what_is_included_depends_on_direction_target_and_iteration(
      String page, String inclusions, String added) {
    assertThat(included(WARD.evaluator(), page, inclusions).stream().map(EntryId::toString))
        .isEqualTo(SmallWorld.list(added));
  }

  private static Set<EntryId> included(SpecEvaluator evaluator, String page, String inclusions) {
    String[] namesAndValues = inclusions.split("[&=]", -1);
    return evaluator.included(SearchRequest.of("", namesAndValues), Set.of(id(page)));
  }

  private static EntryId id(String text) {
    int slash = text.indexOf('/');
    return new EntryId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Test
  void what_may_not_be_seen_is_as_if_it_were_not_there() {
    SpecEvaluator without =
        WARD.evaluator().seeing(resource -> !resource.getIdElement().getIdPart().equals("peter"));
    SmallWorld world = new SmallWorld(without);
    assertThat(world.search("Patient")).containsExactly("mary", "nobody");
    assertThat(world.search("DiagnosticReport", "subject.name", "peter")).isEmpty();
    assertThat(world.search("Organization", "_has:Patient:organization:name", "peter")).isEmpty();
    assertThat(included(without, "Observation/glucose", "_include=Observation:subject")).isEmpty();
    assertThat(world.search("Observation", "subject", "Patient/peter")).containsExactly("glucose");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "given ~ mary,peter,nobody",
        "-given ~ mary,peter,nobody",
        "birthdate ~ peter,mary,nobody",
        "-birthdate ~ mary,peter,nobody",
        "_id ~ mary,nobody,peter",
        "-_id ~ peter,nobody,mary",
        "_lastUpdated,-_id ~ peter,nobody,mary"
      })
  void entries_are_told_in_order_with_those_that_have_no_value_last(String keys, String order) {
    List<EntryId> told =
        SmallWorld.list(order).stream().map(name -> new EntryId("Patient", name)).toList();
    SortOrder allowed = WARD.evaluator().order(SearchRequest.of("Patient", "_sort", keys));
    for (int i = 1; i < told.size(); i++) {
      assertThat(allowed.allows(told.get(i - 1), told.get(i))).isTrue();
      assertThat(allowed.allows(told.get(i), told.get(i - 1))).isFalse();
    }
  }

  @Test
  void what_is_not_understood_is_told() {
    assertThatIllegalArgumentException().isThrownBy(() -> WARD.search("Patient", "color", "red"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WARD.search("Patient", "gender:nice", "male"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WARD.search("Observation", "component-code-value-quantity", "a"));
  }
}
