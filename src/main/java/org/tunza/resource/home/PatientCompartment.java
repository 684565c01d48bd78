package org.tunza.resource.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tunza.resource.search.SearchParameter;

/**
 * The search parameters by which entries of a type concern a patient.
 * https://hl7.org/fhir/R4/compartmentdefinition-patient.html
 */
final class PatientCompartment {

  static final String TABLE = "patient-compartment.tsv";

  /** Parameters by which types outside the published compartment name a patient. */
  private static final Map<String, Set<String>> BEYOND =
      Map.of(
          "Contract", Set.of("patient"),
          "Device", Set.of("patient"),
          "GuidanceResponse", Set.of("patient"),
          "Linkage", Set.of("item"),
          "MessageHeader", Set.of("focus"),
          "Task", Set.of("patient"),
          "VerificationResult", Set.of("target"));

  private static final Map<String, Set<String>> CODES = read();

  private PatientCompartment() {}

  /** The types of which the specification says that they may concern a patient. */
  static Set<String> types() {
    return CODES.keySet();
  }

  /** Whether the patients that it names are concerned by the entry. */
  static boolean has(SearchParameter parameter) {
    return CODES
        .getOrDefault(parameter.type(), BEYOND.getOrDefault(parameter.type(), Set.of()))
        .contains(parameter.code());
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> codes = new HashMap<>();
    for (String line : text().lines().toList()) {
      int tab = line.indexOf('\t');
      codes.put(line.substring(0, tab), Set.of(line.substring(tab + 1).split(",", -1)));
    }
    return codes;
  }

  static String text() {
    try (InputStream stream = PatientCompartment.class.getResourceAsStream(TABLE)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
