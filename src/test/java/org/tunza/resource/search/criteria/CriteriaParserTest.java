package org.tunza.resource.search.criteria;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.TermExtraction;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

final class CriteriaParserTest {

  private static final OwnAddresses ADDRESSES =
      new OwnAddresses(List.of("https://here.example/fhir"));
  private static final CriteriaParser PARSER = new CriteriaParser(ADDRESSES);
  private static final TermExtraction EXTRACTION = TermExtraction.r4();

  private static final ObjectNode PATIENT =
      tree(
          """
          {"resourceType":"Patient","id":"p","active":true,"gender":"female",
           "identifier":[{"system":"urn:mrn","value":"a|b,c$\\\\d"},{"value":"77"}],
           "name":[{"family":"van Öl","given":["Ana"]}],"birthDate":"1980-05-17",
           "telecom":[{"system":"phone","value":"555"},{"system":"email","value":"a@b"}],
           "generalPractitioner":[{"reference":"Practitioner/7"}],
           "managingOrganization":{"identifier":{"system":"urn:org","value":"9"}},
           "meta":{"tag":[{"system":"urn:tag","code":"x"}],"profile":["http://p|2"]}}
          """);

  private static final ObjectNode OBSERVATION =
      tree(
          """
          {"resourceType":"Observation","id":"o","status":"final",
           "subject":{"reference":"Patient/p"},
           "effectivePeriod":{"start":"2020-02-03T10:00:00Z","end":"2020-02-03T11:00:00Z"},
           "component":[{"code":{"coding":[{"system":"urn:c","code":"sys"}]},
             "valueQuantity":{"value":120.0,"system":"http://ucum","code":"mmHg"}}]}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Patient ~ identifier=urn:mrn%7Ca%5C%7Cb%5C,c%5C$%5C%5Cd ~ true",
        "Patient ~ identifier=77 ~ true",
        "Patient ~ identifier=|77 ~ true",
        "Patient ~ identifier=urn:mrn|77 ~ false",
        "Patient ~ identifier=urn:mrn|nothing,|77 ~ true",
        "Patient ~ identifier=77&active=false ~ false",
        "Patient ~ identifier=77&active=true ~ true",
        "Patient ~ gender=http://hl7.org/fhir/administrative-gender|female ~ true",
        "Patient ~ gender=female ~ true",
        "Patient ~ gender=urn:other|female ~ false",
        "Patient ~ family=VAN+OL ~ true",
        "Patient ~ family=van%20%C3%B6 ~ true",
        "Patient ~ family=ol ~ false",
        "Patient ~ phonetic=ana ~ true",
        "Patient ~ birthdate=1980-05 ~ true",
        "Patient ~ birthdate=eq1980-05-17 ~ true",
        "Patient ~ birthdate=1980-05-18 ~ false",
        "Patient ~ phone=555 ~ true",
        "Patient ~ email=555 ~ false",
        "Patient ~ telecom=email|a@b ~ true",
        "Patient ~ general-practitioner=Practitioner/7 ~ true",
        "Patient ~ general-practitioner=7 ~ true",
        "Patient ~ general-practitioner:Organization=7 ~ false",
        "Patient ~ organization:identifier=urn:org|9 ~ true",
        "Patient ~ _id=q,p ~ true",
        "Patient ~ _id=q ~ false",
        "Patient ~ _tag=urn:tag|x ~ true",
        "Patient ~ _profile=http://p ~ true",
        "Patient ~ _profile=http://p%7C2 ~ true",
        "Patient ~ _profile=http://p%7C3 ~ false",
        "Observation ~ patient=p ~ true",
        "Observation ~ patient=Patient/p ~ true",
        "Observation ~ patient=https://here.example/fhir/Patient/p ~ true",
        "Observation ~ subject=https://there.example/fhir/Patient/p ~ false",
        "Observation ~ subject:Patient=p ~ true",
        "Observation ~ combo-code=urn:c|sys ~ true",
        "Observation ~ date=2020-02-03 ~ true",
        "Observation ~ date=2020-02-03T10:00:00Z ~ false",
        "Observation ~ combo-value-quantity=120|http://ucum|mmHg ~ true",
        "Observation ~ combo-value-quantity=120.1|http://ucum|mmHg ~ false",
        "Observation ~ deceased=1,_id=1 ~ refused",
      })
  void criteria_are_met_or_not(String type, String query, String expected) {
    ObjectNode resource = type.equals("Patient") ? PATIENT : OBSERVATION;
    EntryId id = new EntryId(type, type.equals("Patient") ? "p" : "o");
    String met =
        switch (PARSER.parse(type + "?" + query)) {
          case Outcome.Done<Criteria>(Criteria criteria) ->
              String.valueOf(CriteriaMatch.matches(criteria, EXTRACTION.terms(resource), id));
          case Outcome.Refused<Criteria> _ -> "refused";
        };
    assertThat(met).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "nothing=1 ~ nothing",
        "name:exact=x ~ name",
        "active:not=true ~ active",
        "general-practitioner.name=x ~ general-practitioner.name",
        "general-practitioner:missing=true ~ general-practitioner",
        "general-practitioner=Patient/1 ~ general-practitioner",
        "birthdate=gt2020 ~ birthdate",
        "birthdate=20-1 ~ birthdate",
        "identifier=urn:x| ~ identifier",
        "identifier= ~ identifier",
        "identifier ~ identifier",
        "_lastUpdated=2020 ~ _lastUpdated",
        "_text=x ~ _text",
        "_count=1 ~ _count",
        "_id=no%20id ~ _id",
        "name=%CC%81 ~ name",
        "phone=email|a ~ phone",
        "active=%zz ~ ``",
        "`` ~ ``",
      })
  void what_is_not_understood_is_refused_by_name(String query, String place) {
    Outcome<Criteria> outcome = PARSER.parse("Patient", query);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var refusal = ((Outcome.Refused<Criteria>) outcome).refusal();
    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_PARAMETER);
    assertThat(refusal.faults().getFirst().place()).isEqualTo(place);
  }

  @Test
  void every_term_of_a_resource_is_a_criterion_that_only_such_a_resource_meets() {
    for (ObjectNode resource : List.of(PATIENT, OBSERVATION)) {
      List<IndexTerm> terms = EXTRACTION.terms(resource);
      String type = String.valueOf(resource.string("resourceType"));
      for (IndexTerm term : terms) {
        if (term instanceof IndexTerm.Date) {
          continue;
        }
        Criteria criteria = PARSER.parse(type, query(term)).orThrow();
        EntryId id = new EntryId(type, "any");
        List<IndexTerm> others = terms.stream().filter(other -> !other.equals(term)).toList();
        assertThat(CriteriaMatch.matches(criteria, terms, id)).isTrue();
        assertThat(CriteriaMatch.matches(criteria, others, id)).isFalse();
        assertThat(CriteriaMatch.matches(criteria, terms, new EntryId("Basic", "any"))).isFalse();
      }
    }
  }

  private static String query(IndexTerm term) {
    String code = SearchParameters.r4().number(term.parameter()).code();
    return switch (term) {
      case IndexTerm.Token(int _, String system, String value) when code.equals("organization") ->
          code + ":identifier=" + encoded(system) + "|" + encoded(value);
      case IndexTerm.Token(int _, String system, String value) ->
          code + "=" + encoded(system) + "|" + encoded(value);
      case IndexTerm.Reference(int _, EntryId target) -> code + "=" + target;
      case IndexTerm.Uri(int _, String uri) -> code + "=" + encoded(uri);
      case IndexTerm.Text(int _, String text) -> code + "=" + encoded(text);
      case IndexTerm.Date _ -> throw new IllegalArgumentException("intervals have no one text");
      case IndexTerm.Quantity(int _, String system, String unit, var value) ->
          code + "=" + value.toPlainString() + "|" + encoded(system) + "|" + encoded(unit);
    };
  }

  private static String encoded(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$");
    return URLEncoder.encode(escaped, UTF_8);
  }

  private static ObjectNode tree(String json) {
    return JsonReader.read(json.getBytes(UTF_8)).orThrow();
  }
}
