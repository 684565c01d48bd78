package org.tunza.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bodies that are sent, about a patient who was loaded. */
final class Bodies {

  private static final Pattern LOCATION = Pattern.compile("\"(Observation|Patient)/([a-z0-9]+)/");

  private final List<String> observations = new ArrayList<>();
  private String patient = "";

  /** Notes the ids that a transaction's answer tells. */
  void note(String answer) {
    Matcher matcher = LOCATION.matcher(answer);
    while (matcher.find()) {
      if (matcher.group(1).equals("Patient")) {
        patient = matcher.group(2);
      } else {
        observations.add(matcher.group(2));
      }
    }
  }

  /** The id of an observation that is there; they come round again. */
  String observationId(int n) {
    return observations.get(n % observations.size());
  }

  byte[] observation(int n) {
    return heartRate("\"resourceType\":\"Observation\"", n, n);
  }

  /** What an observation is updated to. */
  record Update(String id, byte[] body) {}

  /** One of the first half of those that are there, for another time, with another number. */
  Update rewritten(int n) {
    return update(n % half(), n, n);
  }

  /** One of the second half, each time as it was but for its value. */
  Update corrected(int n) {
    int which = half() + n % half();
    return update(which, which, n);
  }

  private int half() {
    return observations.size() / 2;
  }

  private Update update(int which, int n, int value) {
    String id = observations.get(which);
    return new Update(
        id, heartRate("\"resourceType\":\"Observation\",\"id\":\"%s\"".formatted(id), n, value));
  }

  private byte[] heartRate(String start, int n, int value) {
    return """
    {%s,"status":"final","category":[{"coding":[{"system":\
    "http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs",\
    "display":"Vital signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"8867-4",\
    "display":"Heart rate"}],"text":"Heart rate"},"subject":{"reference":"Patient/%s"},\
    "effectiveDateTime":"2026-03-%02dT10:%02d:00Z","valueQuantity":{"value":%d,"unit":"/min",\
    "system":"http://unitsofmeasure.org","code":"/min"},"identifier":[{"system":"urn:bench",\
    "value":"o-%d"}]}\
    """
        .formatted(start, patient, n % 28 + 1, n % 60, 50 + value % 70, n)
        .getBytes(UTF_8);
  }

  /** An encounter with a condition, three observations, a procedure and a prescription. */
  byte[] visit(int n) {
    String subject = "\"subject\":{\"reference\":\"Patient/%s\"}".formatted(patient);
    String within =
        subject + ",\"encounter\":{\"reference\":\"urn:uuid:%s\"}".formatted(uuid(n, 0));
    String code =
        "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"%d\"}]}"
            .formatted(38341003 + n % 50);
    List<String> resources = new ArrayList<>();
    resources.add(
        """
        {"resourceType":"Encounter","status":"finished","class":{"system":\
        "http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},%s,\
        "period":{"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:20:00Z"}}\
        """
            .formatted(subject));
    resources.add(
        """
        {"resourceType":"Condition","clinicalStatus":{"coding":[{"system":\
        "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},\
        "code":%s,%s,"onsetDateTime":"2026-03-01"}\
        """
            .formatted(code, within));
    for (int i = 0; i < 3; i++) {
      resources.add(
          """
          {"resourceType":"Observation","status":"final","code":{"coding":[{"system":\
          "http://loinc.org","code":"8480-%d"}]},%s,"effectiveDateTime":"2026-03-01T09:05:00Z",\
          "valueQuantity":{"value":%d,"unit":"mm[Hg]","system":"http://unitsofmeasure.org",\
          "code":"mm[Hg]"}}\
          """
              .formatted(i, within, 100 + n % 50));
    }
    resources.add(
        """
        {"resourceType":"Procedure","status":"completed","code":%s,%s,\
        "performedDateTime":"2026-03-01T09:10:00Z"}\
        """
            .formatted(code, within));
    resources.add(
        """
        {"resourceType":"MedicationRequest","status":"active","intent":"order",\
        "medicationCodeableConcept":%s,%s,"authoredOn":"2026-03-01T09:15:00Z"}\
        """
            .formatted(code, within));
    return bundle(n, resources).getBytes(UTF_8);
  }

  private static String bundle(int n, List<String> resources) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < resources.size(); i++) {
      String type =
          resources.get(i).replaceFirst("\\{\"resourceType\":\"([A-Za-z]+)\"[\\s\\S]*", "$1");
      entries.add(
          "{\"fullUrl\":\"urn:uuid:%s\",\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}"
              .formatted(uuid(n, i), resources.get(i), type));
    }
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
        + String.join(",", entries)
        + "]}";
  }

  private static String uuid(int n, int i) {
    return "00000000-0000-4000-8000-%06d%06d".formatted(n, i);
  }
}
