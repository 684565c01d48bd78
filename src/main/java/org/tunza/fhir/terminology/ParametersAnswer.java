package org.tunza.fhir.terminology;

import java.util.ArrayList;
import java.util.List;
import org.tunza.fhir.Answer;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.resource.terminology.Trees;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.NumberText;
import org.tunza.resource.tree.ObjectNode;

/** Puts an answer together that is a Parameters. https://hl7.org/fhir/R4/parameters.html */
final class ParametersAnswer {

  private static final int OK = 200;

  private final List<ObjectNode> parameters = new ArrayList<>();

  static ObjectNode named(String name, String type, Node value) {
    return ObjectNode.of("name", Node.string(name)).with(type, value);
  }

  ParametersAnswer with(String name, String type, Node value) {
    parameters.add(named(name, type, value));
    return this;
  }

  /** A text, if there is one. */
  ParametersAnswer with(String name, String type, String text) {
    return text.isEmpty() ? this : with(name, type, Node.string(text));
  }

  ParametersAnswer with(String name, List<ObjectNode> parts) {
    return with(name, "part", Node.array(parts));
  }

  Answer answer() {
    return Answer.of(
        OK,
        ObjectNode.of("resourceType", Node.string("Parameters"))
            .with("parameter", Node.array(parameters)));
  }

  static ObjectNode coding(Code code, String display) {
    ObjectNode coding = ObjectNode.empty();
    if (!code.system().isEmpty()) {
      coding = coding.with("system", Node.string(code.system()));
    }
    coding = coding.with("code", Node.string(code.code()));
    return display.isEmpty() ? coding : coding.with("display", Node.string(display));
  }

  /** A designation as ConceptReferenceDesignation has it. */
  static ObjectNode designation(Designation one) {
    ObjectNode node = ObjectNode.empty();
    if (!one.language().isEmpty()) {
      node = node.with("language", Node.string(one.language()));
    }
    if (!one.use().code().isEmpty()) {
      node = node.with("use", coding(one.use(), ""));
    }
    return node.with("value", Node.string(one.value()));
  }

  /** The value of a property, as the member that holds it. */
  static ObjectNode value(String name, Property property) {
    Node value =
        switch (property.kind()) {
          case CODING -> coding(new Code(property.system(), property.value()), "");
          case BOOLEAN -> Node.bool(property.value().equals("true"));
          case INTEGER, DECIMAL ->
              NumberText.isNumber(property.value())
                  ? new Node.NumberNode(property.value())
                  : Node.string(property.value());
          case CODE, STRING, DATE_TIME -> Node.string(property.value());
        };
    Kind kind = value instanceof Node.StringNode ? textual(property.kind()) : property.kind();
    return named(name, Trees.value(kind), value);
  }

  private static Kind textual(Kind kind) {
    return kind == Kind.INTEGER || kind == Kind.DECIMAL ? Kind.STRING : kind;
  }
}
