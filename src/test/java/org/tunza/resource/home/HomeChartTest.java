package org.tunza.resource.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.tunza.record.EntryId;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.Home;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.Walk;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

final class HomeChartTest {

  private static final HomeChart CHARTS = new HomeChart();
  private static final EntryId ANNA = new EntryId("Patient", "anna");
  private static final EntryId BEN = new EntryId("Patient", "ben");

  private static final List<SearchParameter> COMPARTMENT =
      SearchParameters.r4().all().stream().filter(Compartments::has).toList();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // a patient has a chart of its own, whomever it is linked to
        "Patient ~ 'link':[{'other':{'reference':'Patient/anna'}}] ~ own",
        // the patient of subject, patient or beneficiary, whoever else is named
        "Observation ~ 'subject':{'reference':'Patient/anna'} ~ Patient/anna",
        "Observation ~ 'subject':{'reference':'Patient/anna/_history/2'} ~ Patient/anna",
        "Claim ~ 'patient':{'reference':'Patient/anna'} ~ Patient/anna",
        "Coverage ~ 'beneficiary':{'reference':'Patient/anna'},"
            + "'subscriber':{'reference':'Patient/ben'} ~ Patient/anna",
        "Account ~ 'subject':[{'reference':'Patient/anna'},{'reference':'Device/1'}] ~ Patient/anna",
        // else the only patient that is named
        "Composition ~ 'subject':{'reference':'Device/1'},"
            + "'author':[{'reference':'Patient/anna'}] ~ Patient/anna",
        "Appointment ~ 'participant':[{'actor':{'reference':'Patient/anna'}},"
            + "{'actor':{'reference':'Practitioner/1'}}] ~ Patient/anna",
        "AuditEvent ~ 'entity':[{'what':{'reference':'Patient/anna'}}] ~ Patient/anna",
        "Task ~ 'for':{'reference':'Patient/anna'},'owner':{'reference':'Patient/ben'} ~ Patient/anna",
        // several equal patients, or none
        "Account ~ 'subject':[{'reference':'Patient/anna'},{'reference':'Patient/ben'}] ~ own",
        "Appointment ~ 'participant':[{'actor':{'reference':'Patient/anna'}},"
            + "{'actor':{'reference':'Patient/ben'}}] ~ own",
        "Observation ~ 'subject':{'reference':'Group/1'} ~ own",
        "Observation ~ 'subject':{'reference':'https://elsewhere.example/fhir/Patient/anna'} ~ own",
        "Observation ~ 'subject':{'reference':'#anna'} ~ own",
        "Observation ~ 'subject':{'identifier':{'value':'1'}} ~ own",
        "List ~ 'status':'current' ~ own",
        "Bundle ~ 'type':'collection' ~ own",
        "Device ~ 'status':'active' ~ own",
        // with its security context
        "Binary ~ 'securityContext':{'reference':'DocumentReference/1'} ~ DocumentReference/1",
        "Binary ~ 'securityContext':{'reference':'Patient/anna'} ~ Patient/anna",
        "Binary ~ 'contentType':'text/plain' ~ own",
        // what concerns no patient
        "Practitioner ~ 'active':true ~ organisation",
        "ValueSet ~ 'status':'active' ~ organisation",
      })
  void each_rule_gives_its_chart(String type, String members, String expected) {
    assertThat(CHARTS.of(tree(type, members))).isEqualTo(home(expected));
  }

  @ParameterizedTest
  @FieldSource("COMPARTMENT")
  void an_entry_that_names_one_patient_lies_with_that_patient(SearchParameter parameter) {
    for (Walk walk : parameter.walks()) {
      ObjectNode entry = naming(parameter.type(), walk, ANNA);
      if (parameter.type().equals("Patient")) {
        assertThat(CHARTS.of(entry)).isEqualTo(Home.OWN);
        assertThat(CHARTS.compartments(entry, Home.OWN))
            .containsExactly(new Compartment(ANNA, parameter.number()));
      } else {
        Home home = new Home.OfPatient(ANNA);
        assertThat(CHARTS.of(entry)).isEqualTo(home);
        assertThat(CHARTS.compartments(entry, home)).isEmpty();
        assertThat(CHARTS.compartments(entry, Home.OWN))
            .contains(new Compartment(ANNA, parameter.number()));
      }
    }
  }

  @Test
  void the_patients_besides_the_one_of_the_chart_are_compartments_by_role() {
    ObjectNode claim =
        tree(
            "Claim",
            "'patient':{'reference':'Patient/anna'},"
                + "'payee':{'party':{'reference':'Patient/ben'}}");
    int payee = SearchParameters.r4().find("Claim", "payee").orElseThrow().number();
    assertThat(CHARTS.compartments(claim, CHARTS.of(claim)))
        .containsExactly(new Compartment(BEN, payee));
  }

  @Test
  void a_patient_does_not_concern_itself() {
    ObjectNode anna =
        tree("Patient", "'id':'anna','link':[{'other':{'reference':'Patient/anna'}}]");
    assertThat(CHARTS.compartments(anna, Home.OWN)).isEmpty();
  }

  @Test
  void no_type_of_chart_0_can_name_a_patient_in_its_own_words() {
    for (String type : OrganisationTypes.all()) {
      assertThat(Definitions.r4().isResourceType(type)).as(type).isTrue();
      assertThat(Compartments.types()).doesNotContain(type);
      assertThat(elementsNamingPatients(type)).as(type).isEmpty();
    }
  }

  @Test
  void every_other_type_has_a_patient_or_a_chart_of_its_own() {
    Set<String> others = new TreeSet<>(Definitions.r4().resourceTypes());
    others.removeAll(OrganisationTypes.all());
    COMPARTMENT.forEach(parameter -> others.remove(parameter.type()));
    assertThat(others)
        .containsExactly(
            "Binary",
            "BiologicallyDerivedProduct",
            "Bundle",
            "DeviceMetric",
            "EnrollmentResponse",
            "OperationOutcome",
            "Parameters",
            "PaymentNotice",
            "PaymentReconciliation",
            "Subscription",
            "TestReport");
    others.forEach(
        type -> assertThat(CHARTS.of(tree(type, "'language':'en'"))).isEqualTo(Home.OWN));
  }

  private static List<String> elementsNamingPatients(String type) {
    List<String> names = new ArrayList<>();
    for (TypeDefinition part : Definitions.r4().types()) {
      if (part.name().equals(type) || part.name().startsWith(type + ".")) {
        for (ElementDefinition element : part.elements()) {
          element.types().stream()
              .filter(use -> use.targets().contains("Patient"))
              .forEach(use -> names.add(part.name() + "." + element.name()));
        }
      }
    }
    return names;
  }

  /** An entry that holds a reference at the end of a walk and nothing else. */
  private static ObjectNode naming(String type, Walk walk, EntryId patient) {
    Node value = ObjectNode.of("reference", Node.string(patient.toString()));
    for (Walk.Step step : walk.path().reversed()) {
      value = ObjectNode.of(step.member(), value);
    }
    ObjectNode entry = ObjectNode.of("resourceType", Node.string(type));
    ObjectNode member = (ObjectNode) value;
    return entry.with(member.name(0), member.value(0));
  }

  private static Home home(String expected) {
    return switch (expected) {
      case "own" -> Home.OWN;
      case "organisation" -> Home.ORGANISATION;
      default -> {
        String[] parts = expected.split("/", -1);
        EntryId entry = new EntryId(parts[0], parts[1]);
        yield parts[0].equals("Patient") ? new Home.OfPatient(entry) : new Home.With(entry);
      }
    };
  }

  private static ObjectNode tree(String type, String members) {
    String json = "{'resourceType':'" + type + "'," + members + "}";
    return JsonReader.read(json.replace('\'', '"').getBytes(UTF_8)).orThrow();
  }
}
