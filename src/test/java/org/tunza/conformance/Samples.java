package org.tunza.conformance;

/** Resources that tests send. */
final class Samples {

  static final String PATIENT =
      "{\"resourceType\":\"Patient\",\"active\":true,"
          + "\"text\":{\"status\":\"generated\",\"div\":"
          + "\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">A patient</div>\"},"
          + "\"name\":[{\"family\":\"Otieno\",\"given\":[\"Amina\"]}],\"birthDate\":\"1987-03-02\"}";

  static final String BINARY =
      "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"QQ==\"}";

  private Samples() {}

  /** A patient under an id. */
  static String patient(String id, String family) {
    return "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"family\":\"%s\"}]}"
        .formatted(id, family);
  }

  /** A patient with an identifier. */
  static String identified(String value, String family) {
    return ("{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:test\",\"value\":\"%s\"}],"
            + "\"name\":[{\"family\":\"%s\"}]}")
        .formatted(value, family);
  }

  /** A measurement of a patient, with a decimal as written. */
  static String observation(String subject, String decimal) {
    return ("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":"
            + "[{\"system\":\"http://loinc.org\",\"code\":\"29463-7\"}]},\"subject\":{\"reference\":"
            + "\"%s\"},\"valueQuantity\":{\"value\":%s,\"unit\":\"kg\"}}")
        .formatted(subject, decimal);
  }

  /** A document of a patient, which shows what lies at an address. */
  static String document(String patient, String address) {
    return ("{\"resourceType\":\"DocumentReference\",\"status\":\"current\",\"subject\":"
            + "{\"reference\":\"%s\"},\"content\":[{\"attachment\":"
            + "{\"contentType\":\"text/plain\",\"url\":\"%s\"}}]}")
        .formatted(patient, address);
  }
}
