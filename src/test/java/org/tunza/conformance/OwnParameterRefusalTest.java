package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.resource.definition.Definitions;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** SearchParameters that somebody would keep here, and that can't be searched by. */
final class OwnParameterRefusalTest {

  private static final TestServer SERVER = TestServer.start(List.of());

  static String definition(
      String base, String code, String kind, String expression, String status) {
    return """
    {"resourceType":"SearchParameter","id":"%2$s","url":"urn:own:%2$s","name":"Own",
      "status":"%5$s","description":"Ours","base":["%1$s"],"code":"%2$s","type":"%3$s",
      "expression":"%4$s"}
    """
        .formatted(base, code, kind, expression, status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Patient; bad-1; string; Patient.nonsense; expression",
        "Patient; bad-2; string; Patient.name.given[0]; expression",
        "Patient; bad-3; date; Patient.name.family; expression",
        "Patient; bad-4; string; Observation.status; expression",
        "Patient; bad-5; string; Patient.name.where(use = 'x').where(text = 'y').given; expression",
        "Patient; bad-6; string; Patient.name.where(nope = 'x').given; expression",
        "Patient; bad-7; string; Patient.birthDate.extension('urn:x').value; expression",
        "Patient; bad-8; reference; Patient.name.where(resolve() is Patient); expression",
        "Patient; bad-9; string; Patient.name.given.substring(1); expression",
        "Patient; bad-10; string; Patient.name.given | Patient.photo; expression",
        "Patient; bad-11; string; Patient where(x); expression",
        "Patient; bad-12; string; Patient.where(active = 'x'); expression",
        "Patient; bad-13; composite; Patient.name; type",
        "Patient; bad-14; special; Patient.name; type",
        "Resource; bad-15; token; Resource.meta.tag; base",
        "Patient; birthdate; date; Patient.birthDate; code",
        "Patient; _id; token; Patient.id; code",
        "Patient; bad.17; string; Patient.name.given; code"
      })
  void what_can_not_be_searched_by_is_refused_with_its_place(
      String base, String code, String kind, String expression, String place) {
    Reply refused =
        SERVER.post(
            "/SearchParameter",
            definition(base, code, kind, expression, "active")
                .replace("\"id\":\"%s\",".formatted(code), ""));
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("TNZ-0123");
    assertThat(refused.place()).isEqualTo("SearchParameter." + place);
  }

  @Test
  void two_of_one_name_are_refused_but_for_other_types() {
    SERVER
        .post(
            "/SearchParameter",
            definition("Patient", "twice", "string", "Patient.name.prefix", "active"))
        .is(201);
    Reply second =
        SERVER.post(
            "/SearchParameter",
            definition("Patient", "twice", "string", "Patient.name.suffix", "active"));
    assertThat(second.status()).isEqualTo(422);
    assertThat(second.place()).isEqualTo("SearchParameter.code");
    SERVER
        .post(
            "/SearchParameter",
            definition("Practitioner", "twice", "string", "Practitioner.name.suffix", "active"))
        .is(201);
  }

  @Test
  void more_than_a_store_can_bear_are_refused() {
    String types = "\"" + String.join("\",\"", Definitions.r4().resourceTypes()) + "\"";
    String definition =
        """
        {"resourceType":"SearchParameter","url":"urn:own:many","name":"Own","status":"active",
          "description":"Ours","base":[%s],"code":"many-%s","type":"uri",
          "expression":"implicitRules"}
        """;
    TestServer server = TestServer.start(List.of());
    server.post("/SearchParameter", definition.formatted(types, "a")).is(201);
    Reply refused = server.post("/SearchParameter", definition.formatted(types, "b"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("own search parameters at most");
  }

  @Test
  void those_of_fhir_itself_are_kept_as_they_are() {
    SERVER
        .put(
            "/SearchParameter/Patient-birthdate",
            definition("Patient", "birthdate", "date", "Patient.birthDate", "active")
                .replace("\"id\":\"birthdate\"", "\"id\":\"Patient-birthdate\"")
                .replace(
                    "urn:own:birthdate", "http://hl7.org/fhir/SearchParameter/Patient-birthdate"))
        .is(201);
  }
}
