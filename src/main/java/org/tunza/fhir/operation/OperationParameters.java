package org.tunza.fhir.operation;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What an operation is given: in the address, in a Parameters that was posted, or as the one
 * resource that it takes. https://hl7.org/fhir/R4/operations.html#request
 */
public final class OperationParameters {

  private final List<Given> given;

  private OperationParameters(List<Given> given) {
    this.given = given;
  }

  private record Given(String name, Node value) {}

  /**
   * Reads them; one that is not known is refused, since it may change what the answer means.
   *
   * @param known a name that stands for a resource is that of its type, as in valueSet
   */
  public static Outcome<OperationParameters> of(
      Request.Operation request, Exchange exchange, Set<String> known) {
    return given(request, exchange)
        .map(all -> all.stream().filter(one -> !isOfView(one, known)).toList())
        .then(all -> checked(all, known));
  }

  /** Those that have a simple value, as they would stand in an address. */
  public static Outcome<Query> asQuery(Request.Operation request, Exchange exchange) {
    return given(request, exchange)
        .map(all ->
            new Query(
                all.stream()
                    .filter(one -> one.value instanceof Node.Scalar)
                    .map(one -> new Query.Parameter(one.name, ((Node.Scalar) one.value).text()))
                    .toList()));
  }

  private static boolean isOfView(Given one, Set<String> known) {
    return one.name.startsWith("_") && !known.contains(one.name);
  }

  private static Outcome<List<Given>> given(Request.Operation request, Exchange exchange) {
    List<Given> given = new ArrayList<>();
    for (Query.Parameter one : exchange.query().parameters()) {
      given.add(new Given(one.name(), Node.string(one.value())));
    }
    if (request.method().equals("GET") || exchange.body().mediaType().isEmpty()) {
      return Outcome.done(given);
    }
    return exchange
        .resource()
        .map(sent -> {
          given.addAll(posted(sent));
          return given;
        });
  }

  private static List<Given> posted(ObjectNode sent) {
    String type = String.valueOf(sent.string("resourceType"));
    if (!type.equals("Parameters")) {
      String name = Character.toLowerCase(type.charAt(0)) + type.substring(1);
      return List.of(new Given(name, sent));
    }
    List<Given> given = new ArrayList<>();
    ArrayNode parameters = sent.array("parameter");
    for (Node item : parameters == null ? List.<Node>of() : parameters.items()) {
      if (item instanceof ObjectNode one) {
        Node value = value(one);
        given.add(new Given(String.valueOf(one.string("name")), value == null ? one : value));
      }
    }
    return given;
  }

  private static @Nullable Node value(ObjectNode parameter) {
    for (int i = 0; i < parameter.size(); i++) {
      if (parameter.name(i).startsWith("value") || parameter.name(i).equals("resource")) {
        return parameter.value(i);
      }
    }
    return null;
  }

  private static Outcome<OperationParameters> checked(List<Given> given, Set<String> known) {
    for (Given one : given) {
      if (!known.contains(one.name)) {
        return Outcome.refused(
            INVALID_PARAMETER, one.name, "this operation has no such parameter, or not here");
      }
    }
    return Outcome.done(new OperationParameters(List.copyOf(given)));
  }

  /** The text of the first of this name; empty when there is none. */
  public String text(String name) {
    return texts(name).stream().findFirst().orElse("");
  }

  public List<String> texts(String name) {
    return given.stream()
        .filter(one -> one.name.equals(name))
        .filter(one -> one.value instanceof Node.Scalar)
        .map(one -> ((Node.Scalar) one.value).text())
        .toList();
  }

  /** The first of this name that is a resource or a complex value. */
  public Optional<ObjectNode> object(String name) {
    return given.stream()
        .filter(one -> one.name.equals(name))
        .filter(one -> one.value instanceof ObjectNode)
        .map(one -> (ObjectNode) one.value)
        .findFirst();
  }

  public boolean isTrue(String name) {
    return text(name).equals("true");
  }

  /** A number from 0 on. */
  public Outcome<Integer> number(String name, int otherwise) {
    String text = text(name);
    if (text.isEmpty()) {
      return Outcome.done(otherwise);
    }
    boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits
        ? Outcome.done(Integer.parseInt(text))
        : Outcome.refused(INVALID_PARAMETER, name, "a number from 0 on is needed");
  }
}
