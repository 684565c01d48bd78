package org.tunza.simulation;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the clients of the kill test write; each resource carries the marker of its write. */
final class KillBodies {
  /** More entries than the store writes in one statement. */
  static final int LARGE = 510;

  private static final String IDENTIFIER =
      "\"identifier\":[{\"system\":\"urn:kill\",\"value\":\"%s\"}]";

  private KillBodies() {}

  /** A transaction of so many entries. */
  @FunctionalInterface
  interface Transaction {
    String of(int number, int size);
  }

  /** What marks one member of a transaction. */
  static String marker(int transaction, int size, int member) {
    return "t%d.%d.%d".formatted(transaction, size, member);
  }

  static String patient(String marker) {
    return "{\"resourceType\":\"Patient\",%s,\"name\":[{\"family\":\"F%s\"}]}"
        .formatted(IDENTIFIER.formatted(marker), marker);
  }

  static String patient(String id, String marker) {
    return "{\"resourceType\":\"Patient\",\"id\":\"%s\",%s,\"birthDate\":\"1970-01-01\"}"
        .formatted(id, IDENTIFIER.formatted(marker));
  }

  static String observation(String marker, String subject) {
    return """
    {"resourceType":"Observation",%s,"status":"final","code":{"text":"pulse"},\
    "subject":{"reference":"%s"},"effectiveDateTime":"2026-03-01T10:00:00Z"}\
    """
        .formatted(IDENTIFIER.formatted(marker), subject);
  }

  /** A new patient with observations, all new, and one observation of somebody else. */
  static String small(int number, int size, String other) {
    String uuid = "urn:uuid:00000000-0000-4000-8000-%012d".formatted(number);
    return bundle(
        IntStream.range(0, size)
            .mapToObj(member -> {
              String marker = marker(number, size, member);
              return member == 0
                  ? entry(uuid, "Patient", patient(marker))
                  : entry("", "Observation", observation(marker, member == 1 ? other : uuid));
            })
            .collect(Collectors.joining(",")));
  }

  static String large(int number, int size) {
    return bundle(
        IntStream.range(0, size)
            .mapToObj(member ->
                entry(
                    "",
                    "Organization",
                    "{\"resourceType\":\"Organization\",%s}"
                        .formatted(IDENTIFIER.formatted(marker(number, size, member)))))
            .collect(Collectors.joining(",")));
  }

  private static String entry(String fullUrl, String type, String resource) {
    String url = fullUrl.isEmpty() ? "" : "\"fullUrl\":\"%s\",".formatted(fullUrl);
    return "{%s\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}"
        .formatted(url, resource, type);
  }

  private static String bundle(String entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
  }
}
