package org.tunza.conformance.search.value;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;
import org.hl7.fhir.r4.model.Enumeration;

/**
 * The code systems of elements that say a code only: that of the value set which they are bound to,
 * when it has just one. https://hl7.org/fhir/R4/search.html#token
 */
final class ImpliedSystems {

  private static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";
  private static final String MIME_TYPES = "urn:ietf:bcp:13";

  /** By expression, of the codes with a required binding that HAPI has no enumeration of. */
  private static final Map<String, String> NOT_ENUMERATED =
      Map.ofEntries(
          Map.entry("CapabilityStatement.format", MIME_TYPES),
          Map.entry("CapabilityStatement.rest.resource.type", RESOURCE_TYPES),
          Map.entry("CompartmentDefinition.resource.code", RESOURCE_TYPES),
          Map.entry("DocumentReference.content.attachment.contentType", MIME_TYPES),
          Map.entry("GraphDefinition.start", RESOURCE_TYPES),
          Map.entry("Library.content.contentType", MIME_TYPES),
          Map.entry("MessageDefinition.focus.code", RESOURCE_TYPES),
          Map.entry("Questionnaire.subjectType", RESOURCE_TYPES),
          Map.entry("SearchParameter.base", RESOURCE_TYPES),
          Map.entry("SearchParameter.target", RESOURCE_TYPES),
          Map.entry("Subscription.channel.payload", MIME_TYPES));

  private ImpliedSystems() {}

  /** Of what an expression gives. */
  static String of(String expression) {
    return NOT_ENUMERATED.getOrDefault(expression, "");
  }

  /** Of a code that HAPI has an enumeration of. */
  static String of(Enumeration<?> code) {
    return code.hasValue() ? only(code.getValue().getDeclaringClass(), code.getEnumFactory()) : "";
  }

  private static String only(Class<?> codes, IBaseEnumFactory<?> factory) {
    Set<String> systems = new TreeSet<>();
    for (Object code : codes.getEnumConstants()) {
      if (!((Enum<?>) code).name().equals("NULL")) {
        systems.add(systemOf(code, factory));
      }
    }
    return systems.size() == 1 ? systems.iterator().next() : "";
  }

  @SuppressWarnings("unchecked")
  private static <T extends Enum<?>> String systemOf(Object code, IBaseEnumFactory<T> factory) {
    return factory.toSystem((T) code);
  }
}
