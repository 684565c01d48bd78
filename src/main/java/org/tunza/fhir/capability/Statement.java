package org.tunza.fhir.capability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The CapabilityStatement. https://hl7.org/fhir/R4/capabilitystatement.html
 *
 * @param version of the program
 * @param since when this program started
 * @param parameters that can be searched by
 * @param operations what FHIR calls their definitions, as in {@code Resource-validate}
 */
public record Statement(
    String version, Instant since, SearchParameters parameters, List<String> operations) {

  private static final List<String> ENTRY_INTERACTIONS =
      List.of(
          "read",
          "vread",
          "update",
          "patch",
          "delete",
          "history-instance",
          "history-type",
          "create",
          "search-type");

  private static final List<String> WHOLE_INTERACTIONS =
      List.of("transaction", "batch", "history-system", "search-system");

  public Statement {
    operations = List.copyOf(operations);
  }

  byte[] canonical() {
    return JsonWriter.write(tree(Definitions.r4().resourceTypes()));
  }

  private ObjectNode tree(Collection<String> types) {
    return object("resourceType", "CapabilityStatement")
        .with("status", Node.string("active"))
        .with("date", Node.string(since.toString()))
        .with("kind", Node.string("instance"))
        .with("software", object("name", "Tunza").with("version", Node.string(version)))
        .with("implementation", object("description", "A Tunza medical records store"))
        .with("fhirVersion", Node.string("4.0.1"))
        .with("format", strings("application/fhir+json", "application/fhir+xml", "json", "xml"))
        .with(
            "patchFormat",
            strings(
                "application/json-patch+json",
                "application/xml-patch+xml",
                "application/fhir+json",
                "application/fhir+xml"))
        .with("rest", Node.array(List.of(rest(types))));
  }

  private ObjectNode rest(Collection<String> types) {
    ObjectNode rest =
        object("mode", "server")
            .with("resource", Node.array(types.stream().sorted().map(this::resource).toList()))
            .with("interaction", interactions(WHOLE_INTERACTIONS));
    List<ObjectNode> known = operations.stream().map(Statement::operation).toList();
    return known.isEmpty() ? rest : rest.with("operation", Node.array(known));
  }

  private ObjectNode resource(String type) {
    return object("type", type)
        .with("interaction", interactions(ENTRY_INTERACTIONS))
        .with("versioning", Node.string("versioned-update"))
        .with("readHistory", Node.bool(true))
        .with("updateCreate", Node.bool(true))
        .with("conditionalCreate", Node.bool(true))
        .with("conditionalRead", Node.string("full-support"))
        .with("conditionalUpdate", Node.bool(true))
        .with("conditionalDelete", Node.string("single"))
        .with("referencePolicy", strings("literal", "enforced"))
        .with("searchInclude", strings("*"))
        .with("searchParam", searchParameters(type));
  }

  private Node searchParameters(String type) {
    List<Node> all = new ArrayList<>();
    for (SearchParameter parameter : parameters.ofType(type)) {
      if (ConditionParser.isOffered(parameter)) {
        String kind = parameter.kind().name().toLowerCase(Locale.ROOT);
        all.add(object("name", parameter.code()).with("type", Node.string(kind)));
      }
    }
    return Node.array(all);
  }

  private static ObjectNode operation(String definition) {
    return object("name", definition.substring(definition.indexOf('-') + 1))
        .with("definition", Node.string("http://hl7.org/fhir/OperationDefinition/" + definition));
  }

  private static Node interactions(List<String> codes) {
    List<Node> all = new ArrayList<>();
    codes.forEach(code -> all.add(object("code", code)));
    return Node.array(all);
  }

  private static ObjectNode object(String name, String value) {
    return ObjectNode.of(name, Node.string(value));
  }

  private static Node strings(String... values) {
    return Node.array(Stream.of(values).map(Node::string).toList());
  }
}
