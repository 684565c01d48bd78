package org.tunza.resource.home;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.annotation.Compartment;
import ca.uhn.fhir.model.api.annotation.SearchParamDefinition;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.tunza.resource.definition.Definitions;

/**
 * Makes the table of compartments from the published CompartmentDefinitions, as HAPI's model
 * carries them on the search parameters of each type.
 * https://hl7.org/fhir/R4/compartmentdefinition.html
 */
public final class GenerateCompartments {

  private GenerateCompartments() {}

  /** Writes the table into a folder: the one of this package among the resources. */
  public static void to(Path folder) throws IOException {
    Files.writeString(folder.resolve(Compartments.TABLE), table());
  }

  /** The table's text. */
  public static String table() {
    StringBuilder rows = new StringBuilder();
    for (String owner : Compartments.OWNERS) {
      for (String type : new TreeSet<>(Definitions.r4().resourceTypes())) {
        Set<String> codes = codes(owner, type);
        if (!codes.isEmpty()) {
          rows.append(owner).append('\t').append(type).append('\t');
          rows.append(String.join(",", codes)).append('\n');
        }
      }
    }
    return rows.toString();
  }

  private static Set<String> codes(String owner, String type) {
    Set<String> codes = new TreeSet<>();
    Class<?> model = FhirContext.forR4Cached().getResourceDefinition(type).getImplementingClass();
    for (Field field : model.getFields()) {
      SearchParamDefinition parameter = field.getAnnotation(SearchParamDefinition.class);
      if (parameter != null) {
        for (Compartment compartment : parameter.providesMembershipIn()) {
          if (compartment.name().endsWith(owner)) {
            codes.add(parameter.name());
          }
        }
      }
    }
    return codes;
  }
}
