package org.tunza.resource.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.resource.search.SearchParameter;

/**
 * The search parameters by which entries of a type belong to a patient, an encounter and so on.
 * https://hl7.org/fhir/R4/compartmentdefinition.html
 */
public final class Compartments {

  static final String TABLE = "compartments.tsv";

  /** Types that have a compartment, as HAPI's model names it. */
  static final List<String> OWNERS =
      List.of("Device", "Encounter", "Patient", "Practitioner", "RelatedPerson");

  private static final String PATIENT = "Patient";

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

  private static final Map<String, Map<String, Set<String>>> CODES = read();

  private Compartments() {}

  /** The types of which the specification says that they may concern a patient. */
  static Set<String> types() {
    return ofPatient().keySet();
  }

  private static Map<String, Set<String>> ofPatient() {
    return CODES.getOrDefault(PATIENT, Map.of());
  }

  /** Whether entries of this type have a compartment. */
  public static boolean hasOwner(String type) {
    return CODES.containsKey(type);
  }

  /** The types of which entries belong to an owner of this type. */
  public static Set<String> types(String owner) {
    return CODES.getOrDefault(owner, Map.of()).keySet();
  }

  /** The parameters by which a type belongs to an owner of a type; none when it doesn't. */
  public static Set<String> codes(String owner, String type) {
    return CODES.getOrDefault(owner, Map.of()).getOrDefault(type, Set.of());
  }

  /** Whether the patients that it names are concerned by the entry. */
  static boolean has(SearchParameter parameter) {
    return ofPatient()
        .getOrDefault(parameter.type(), BEYOND.getOrDefault(parameter.type(), Set.of()))
        .contains(parameter.code());
  }

  private static Map<String, Map<String, Set<String>>> read() {
    Map<String, Map<String, Set<String>>> codes = new HashMap<>();
    for (String line : text().lines().toList()) {
      String[] cells = line.split("\t", -1);
      codes
          .computeIfAbsent(cells[0], owner -> new HashMap<>())
          .put(cells[1], Set.of(cells[2].split(",", -1)));
    }
    return codes;
  }

  static String text() {
    try (InputStream stream = Compartments.class.getResourceAsStream(TABLE)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
