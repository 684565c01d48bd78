package org.tunza.conformance.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a search of each parameter type, prefix and modifier finds: the examples of the
 * specification's page on search, and what is at their edges.
 */
final class SpecEvaluatorTest {

  private static final SmallWorld PATIENTS =
      SmallWorld.of(
          """
          {'resourceType':'Patient','id':'eve','active':true,'gender':'female',
           'meta':{'lastUpdated':'2020-05-01T10:00:00.000Z','profile':['http://p/one|2.0'],
            'tag':[{'system':'http://tags','code':'vip'}],'source':'urn:from:here'},
           'language':'sw',
           'identifier':[{'system':'http://acme.org/patient','value':'2345',
             'type':{'text':'Medical record','coding':[{'system':'http://v2','code':'MR',
              'display':'Record number'}]}}],
           'name':[{'family':'van  der Bérg','given':['Eve','Anna'],'prefix':['Dr.']}],
           'telecom':[{'system':'phone','value':'555-1'},{'system':'email','value':'e@x.org'}],
           'address':[{'line':['1 Main Street'],'city':'Mombasa','postalCode':'80100'}],
           'birthDate':'1987-03-02','deceasedBoolean':false,
           'generalPractitioner':[{'reference':'Practitioner/joe'}]}
          """,
          """
          {'resourceType':'Patient','id':'evelyn','active':false,
           'identifier':[{'value':'2345'},{'system':'http://other','value':'a|b,c$d\\\\e'}],
           'name':[{'text':'Evelyn'}],'birthDate':'1987-03'}
          """,
          """
          {'resourceType':'Patient','id':'severine','gender':'male',
           'name':[{'given':['Severine'],'suffix':['Jr']}],
           'telecom':[{'system':'phone','value':'e@x.org'}],'birthDate':'1987'}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "given ~ eve ~ eve",
        "name ~ eve ~ eve,evelyn",
        "name:contains ~ EVE ~ eve,evelyn,severine",
        "name:exact ~ Eve ~ eve",
        "name:exact ~ eve ~ ",
        "name ~ van der berg ~ eve",
        "name ~ ' VAN  der Be' ~ eve",
        "family:contains ~ BERG ~ eve",
        "name ~ dr ~ eve",
        "name ~ jr,dr ~ eve,severine",
        "given:missing ~ true ~ evelyn",
        "address ~ main ~ ",
        "address ~ 1 main ~ eve",
        "address-city ~ momb ~ eve"
      })
  void strings_are_found_by_their_beginning_whatever_their_case_and_accents(
      String name, String value, String found) {
    assertThat(PATIENTS.search("Patient", name, value)).isEqualTo(SmallWorld.list(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "identifier ~ http://acme.org/patient|2345 ~ eve",
        "identifier ~ 2345 ~ eve,evelyn",
        "identifier ~ |2345 ~ evelyn",
        "identifier ~ http://acme.org/patient| ~ eve",
        "identifier ~ a\\|b\\,c\\$d\\\\e ~ evelyn",
        "identifier:of-type ~ http://v2|MR|2345 ~ eve",
        "identifier:of-type ~ http://v2|MR|1 ~ ",
        "identifier:text ~ medical ~ eve",
        "identifier:text ~ record n ~ eve",
        "gender ~ male ~ severine",
        "gender ~ Male ~ ",
        "gender:not ~ male ~ eve,evelyn",
        "gender:not ~ male,female ~ evelyn",
        "gender ~ http://hl7.org/fhir/administrative-gender|male ~ severine",
        "gender ~ |male ~ ",
        "gender:missing ~ true ~ evelyn",
        "gender:missing ~ false ~ eve,severine",
        "active ~ true ~ eve",
        "active ~ |true ~ eve",
        "phone ~ e@x.org ~ severine",
        "email ~ e@x.org ~ eve",
        "telecom ~ e@x.org ~ eve,severine",
        "telecom ~ email| ~ eve",
        "deceased ~ true ~ ",
        "_id ~ eve,evelyn ~ eve,evelyn",
        "_tag ~ http://tags|vip ~ eve",
        "_tag:not ~ vip ~ evelyn,severine",
        "_language ~ sw ~ eve"
      })
  void tokens_are_found_by_code_system_words_and_what_they_are_not(
      String name, String value, String found) {
    assertThat(PATIENTS.search("Patient", name, value)).isEqualTo(SmallWorld.list(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "_profile ~ http://p/one ~ eve",
        "_profile ~ http://p/one|2.0 ~ eve",
        "_profile ~ http://p/one|1.0 ~ ",
        "_profile ~ http://p ~ ",
        "_profile:below ~ http://p ~ eve",
        "_profile:below ~ http://p/ ~ eve",
        "_profile:below ~ http://p/o ~ ",
        "_profile:above ~ http://p/one/two ~ eve",
        "_profile:above ~ http://p/onetwo ~ ",
        "_source ~ urn:from:here ~ eve",
        "_profile:missing ~ true ~ evelyn,severine"
      })
  void uris_are_found_as_they_are_and_by_what_is_above_or_below_them(
      String name, String value, String found) {
    assertThat(PATIENTS.search("Patient", name, value)).isEqualTo(SmallWorld.list(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "birthdate ~ 1987 ~ eve,evelyn,severine",
        "birthdate ~ 1987-03 ~ eve,evelyn",
        "birthdate ~ eq1987-03-02 ~ eve",
        "birthdate ~ ne1987-03 ~ severine",
        "birthdate ~ gt1987-03-02 ~ evelyn,severine",
        "birthdate ~ lt1987-03-02 ~ evelyn,severine",
        "birthdate ~ ge1987-03-02 ~ eve,evelyn,severine",
        "birthdate ~ sa1987-02 ~ eve,evelyn",
        "birthdate ~ eb1988 ~ eve,evelyn,severine",
        "birthdate ~ eb1987-04 ~ eve,evelyn",
        "birthdate ~ ap1988 ~ eve,evelyn,severine",
        "birthdate ~ ap2019 ~ ",
        "_lastUpdated ~ ge2020-05 ~ eve",
        "_lastUpdated ~ 2020-05-01T10:00 ~ eve",
        "_lastUpdated ~ 2020-05-01T13:00:00+03:00 ~ eve",
        "_lastUpdated ~ gt2020-05-01T10:00:00.000Z ~ "
      })
  void dates_are_found_as_intervals_by_their_precision(String name, String value, String found) {
    assertThat(PATIENTS.search("Patient", name, value)).isEqualTo(SmallWorld.list(found));
  }

  /** An encounter from 21 January 2013 on, one until then, and one of a day. */
  private static final SmallWorld PERIODS =
      SmallWorld.of(
          "{'resourceType':'Encounter','id':'from','period':{'start':'2013-01-21'}}",
          "{'resourceType':'Encounter','id':'until','period':{'end':'2013-01-21'}}",
          "{'resourceType':'Encounter','id':'day','period':"
              + "{'start':'2013-01-14','end':'2013-01-14'}}",
          "{'resourceType':'Encounter','id':'none'}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "2013-01-14 ~ day",
        "2013-01-14T10:00 ~ ",
        "ne2013-01-14 ~ from,until",
        "lt2013-01-14T10:00 ~ day,until",
        "gt2013-01-14T10:00 ~ day,from,until",
        "ge2013-03-14 ~ from",
        "le2013-01-14 ~ day,until",
        "sa2013-03-14 ~ ",
        "sa2013-01-14 ~ from",
        "sa2013-01-20 ~ from",
        "sa2013-01-21 ~ ",
        "eb2013-01-15 ~ day",
        "eb2013-01-22 ~ day,until",
        "ap2013-01-14 ~ day,from,until",
        "ap2050 ~ from"
      })
  void periods_that_are_open_go_on_for_ever(String value, String found) {
    assertThat(PERIODS.search("Encounter", "date", value)).isEqualTo(SmallWorld.list(found));
  }

  @Test
  void a_timing_is_found_by_the_outer_limits_of_its_events_and_bounds() {
    SmallWorld requests =
        SmallWorld.of(
            "{'resourceType':'ServiceRequest','id':'a','occurrenceTiming':"
                + "{'event':['2020-03-01','2020-01-01'],'repeat':{'boundsPeriod':"
                + "{'start':'2020-02-01','end':'2020-06-30'}}}}");
    assertThat(requests.search("ServiceRequest", "occurrence", "2020")).containsExactly("a");
    assertThat(requests.search("ServiceRequest", "occurrence", "sa2019-12-31")).hasSize(1);
    assertThat(requests.search("ServiceRequest", "occurrence", "eb2020-07-01")).hasSize(1);
    assertThat(requests.search("ServiceRequest", "occurrence", "lt2020-01-01")).isEmpty();
    assertThat(requests.search("ServiceRequest", "occurrence", "gt2020-06-30")).isEmpty();
  }

  private static final SmallWorld NUMBERS =
      SmallWorld.of(
          number("n95", "95"),
          number("n99", "99.5"),
          number("n100", "100"),
          number("n100a", "100.4"),
          number("n100b", "100.5"),
          number("n105", "105"),
          number("n110", "110"));

  private static String number(String id, String value) {
    return "{'resourceType':'ChargeItem','id':'%s','factorOverride':%s}".formatted(id, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "100 ~ n100,n100a,n99",
        "100.0 ~ n100",
        "1e2 ~ n100,n100a,n100b,n95,n99",
        "ne100 ~ n100b,n105,n110,n95",
        "gt100 ~ n100a,n100b,n105,n110",
        "lt100 ~ n95,n99",
        "ge100.5 ~ n100b,n105,n110",
        "le99.50 ~ n95,n99",
        "sa105 ~ n110",
        "eb99.5 ~ n95",
        "ap100 ~ n100,n100a,n100b,n105,n110,n95,n99",
        "ap90 ~ n95",
        "-100 ~ "
      })
  void numbers_are_found_as_precisely_as_they_are_given(String value, String found) {
    assertThat(NUMBERS.search("ChargeItem", "factor-override", value))
        .isEqualTo(SmallWorld.list(found));
  }

  @Test
  void a_range_counts_as_its_two_ends() {
    SmallWorld risks =
        SmallWorld.of(
            "{'resourceType':'RiskAssessment','id':'a','prediction':[{'probabilityRange':"
                + "{'low':{'value':0.2},'high':{'value':0.9}}}]}");
    assertThat(risks.search("RiskAssessment", "probability", "gt0.8")).containsExactly("a");
    assertThat(risks.search("RiskAssessment", "probability", "0.2")).containsExactly("a");
    assertThat(risks.search("RiskAssessment", "probability", "0.5")).isEmpty();
  }

  private static final SmallWorld QUANTITIES =
      SmallWorld.of(
          quantity("mg", "'value':5.4,'system':'http://unitsofmeasure.org','code':'mg'"),
          quantity("g", "'value':0.0054,'system':'http://unitsofmeasure.org','code':'g'"),
          quantity("mm", "'value':5.4,'system':'http://unitsofmeasure.org','code':'mm'"),
          quantity("own", "'value':5.4,'system':'http://own','code':'mg'"),
          quantity("word", "'value':5.4,'unit':'mg'"),
          quantity("warm", "'value':37,'system':'http://unitsofmeasure.org','code':'Cel'"),
          quantity("hot", "'value':104,'system':'http://unitsofmeasure.org','code':'[degF]'"));

  private static String quantity(String id, String quantity) {
    return "{'resourceType':'Observation','id':'%s','valueQuantity':{%s}}".formatted(id, quantity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "5.4 ~ mg,mm,own,word",
        "5.4|http://unitsofmeasure.org|mg ~ g,mg",
        "5.40e-3|http://unitsofmeasure.org|g ~ g,mg",
        "5.4||mg ~ g,mg,own,word",
        "5.4|http://own|mg ~ own",
        "5.4|http://own|g ~ ",
        "gt5|http://unitsofmeasure.org|ug ~ g,mg",
        "le5.4|http://unitsofmeasure.org|mg ~ g,mg",
        "lt5.4|http://unitsofmeasure.org|mg ~ ",
        "ne5.4||mm ~ ",
        "ap5|http://unitsofmeasure.org|mg ~ g,mg",
        "37|http://unitsofmeasure.org|Cel ~ warm",
        "40|http://unitsofmeasure.org|Cel ~ hot",
        "ge310|http://unitsofmeasure.org|K ~ hot,warm",
        "ge100 ~ hot"
      })
  void quantities_are_found_in_any_unit_that_can_be_converted(String value, String found) {
    assertThat(QUANTITIES.search("Observation", "value-quantity", value))
        .isEqualTo(SmallWorld.list(found));
  }

  @Test
  void money_is_found_by_its_currency() {
    SmallWorld invoices =
        SmallWorld.of(
            "{'resourceType':'Invoice','id':'a','totalNet':{'value':250,'currency':'KES'}}");
    assertThat(invoices.search("Invoice", "totalnet", "250|urn:iso:std:iso:4217|KES")).hasSize(1);
    assertThat(invoices.search("Invoice", "totalnet", "250||KES")).hasSize(1);
    assertThat(invoices.search("Invoice", "totalnet", "250||USD")).isEmpty();
  }

  @Test
  void all_parameters_must_be_met_and_one_of_the_alternatives_of_each() {
    List<String> found =
        PATIENTS.search("Patient", "name", "eve,sev", "gender", "male,female", "given", "anna");
    assertThat(found).containsExactly("eve");
  }

  @Test
  void codes_bound_to_several_systems_have_none() {
    SmallWorld tasks =
        SmallWorld.of("{'resourceType':'Task','id':'a','intent':'order','status':'draft'}");
    assertThat(tasks.search("Task", "intent", "|order")).hasSize(1);
    assertThat(tasks.search("Task", "status", "|draft")).isEmpty();
    assertThat(tasks.search("Task", "status", "http://hl7.org/fhir/task-status|draft")).hasSize(1);
  }
}
