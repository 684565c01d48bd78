package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;
import static org.tunza.record.RefusalCode.TOO_COSTLY;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Words;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.terminology.ValueSetContent;
import org.tunza.resource.terminology.ValueSetContent.Item;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * $expand: the codes of a value set, in pages if asked for so.
 * https://hl7.org/fhir/R4/valueset-operation-expand.html
 */
public final class ExpandValueSet implements Interaction<Request.Operation> {

  private static final int OK = 200;

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "valueSet",
          "valueSetVersion",
          "filter",
          "date",
          "offset",
          "count",
          "includeDesignations",
          "includeDefinition",
          "activeOnly",
          "excludeNested",
          "excludeNotForUI",
          "excludePostCoordinated",
          "displayLanguage",
          "system-version");

  private static final List<String> HEAD = List.of("url", "version", "name", "title", "status");

  private final TerminologyFor terminology;
  private final InstantSource clock;
  private final int codesMax;

  /**
   * Expands value sets.
   *
   * @param codesMax in one answer
   */
  public ExpandValueSet(TerminologyFor terminology, InstantSource clock, int codesMax) {
    this.terminology = terminology;
    this.clock = clock;
    this.codesMax = codesMax;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    KnownTerminology known = terminology.of(exchange);
    return terminology
        .entry(request, exchange)
        .then(entry ->
            OperationParameters.of(request, exchange, KNOWN)
                .then(asked ->
                    valueSet(known, entry, asked)
                        .then(valueSet -> answer(known, valueSet, asked))));
  }

  /** The value set that is meant: the entry, the one that was sent, or that of a canonical. */
  static Outcome<ObjectNode> valueSet(
      KnownTerminology known, Optional<ObjectNode> entry, OperationParameters asked) {
    return entry
        .or(() -> asked.object("valueSet"))
        .map(Outcome::done)
        .orElseGet(() ->
            asked.text("url").isEmpty()
                ? Outcome.refused(INVALID_PARAMETER, "url", "url or valueSet is needed")
                : known.valueSet(
                    Canonical.of(asked.text("url")).orVersion(asked.text("valueSetVersion"))));
  }

  private Outcome<Answer> answer(
      KnownTerminology known, ObjectNode valueSet, OperationParameters asked) {
    return known
        .content(valueSet, versions(asked))
        .map(content -> asked.isTrue("activeOnly") ? content.active() : content)
        .map(content -> content.named(Words.of(asked.text("filter"))))
        .then(content ->
            asked
                .number("offset", 0)
                .then(offset ->
                    asked
                        .number("count", Integer.MAX_VALUE)
                        .then(count -> page(valueSet, content, asked, offset, count))));
  }

  private static Map<String, String> versions(OperationParameters asked) {
    Map<String, String> versions = new HashMap<>();
    for (String each : asked.texts("system-version")) {
      Canonical canonical = Canonical.of(each);
      versions.put(canonical.url(), canonical.version());
    }
    return versions;
  }

  private Outcome<Answer> page(
      ObjectNode valueSet,
      ValueSetContent content,
      OperationParameters asked,
      int offset,
      int count) {
    if (Math.min(count, content.total() - offset) > codesMax) {
      return Outcome.refused(
          TOO_COSTLY,
          "count",
          "there are %d codes; at most %d are shown at once: ask with count and offset"
              .formatted(content.total(), codesMax));
    }
    Displays displays = Displays.in(asked.text("displayLanguage"));
    List<ObjectNode> contains = new ArrayList<>();
    for (Item item : content.items(offset, count)) {
      contains.add(contained(item, displays, asked.isTrue("includeDesignations")));
    }
    ObjectNode expansion =
        ObjectNode.of("timestamp", Node.string(clock.instant().toString()))
            .with("total", new Node.NumberNode(String.valueOf(content.total())));
    if (!asked.text("count").isEmpty() || offset > 0) {
      expansion = expansion.with("offset", new Node.NumberNode(String.valueOf(offset)));
    }
    expansion = withItems(expansion, "parameter", parameters(content, asked));
    return Outcome.done(
        Answer.of(
            OK,
            head(valueSet, asked.isTrue("includeDefinition"))
                .with("expansion", withItems(expansion, "contains", contains))));
  }

  private static ObjectNode withItems(ObjectNode node, String name, List<ObjectNode> items) {
    return items.isEmpty() ? node : node.with(name, Node.array(items));
  }

  private static ObjectNode head(ObjectNode valueSet, boolean withDefinition) {
    ObjectNode head = ObjectNode.of("resourceType", Node.string("ValueSet"));
    for (String name : HEAD) {
      Node value = valueSet.member(name);
      if (value != null) {
        head = head.with(name, value);
      }
    }
    if (valueSet.member("status") == null) {
      head = head.with("status", Node.string("unknown"));
    }
    Node compose = valueSet.member("compose");
    return withDefinition && compose != null ? head.with("compose", compose) : head;
  }

  private static List<ObjectNode> parameters(ValueSetContent content, OperationParameters asked) {
    List<ObjectNode> parameters = new ArrayList<>();
    content.segments().stream()
        .map(segment -> segment.concepts().codeSystem())
        .filter(codeSystem -> !codeSystem.version().isEmpty())
        .map(CodeSystem::canonical)
        .distinct()
        .forEach(used ->
            parameters.add(ParametersAnswer.named("version", "valueUri", Node.string(used))));
    for (String name : List.of("filter", "displayLanguage")) {
      if (!asked.text(name).isEmpty()) {
        parameters.add(ParametersAnswer.named(name, "valueString", Node.string(asked.text(name))));
      }
    }
    for (String name : List.of("activeOnly", "includeDesignations")) {
      if (asked.isTrue(name)) {
        parameters.add(ParametersAnswer.named(name, "valueBoolean", Node.bool(true)));
      }
    }
    return parameters;
  }

  private static ObjectNode contained(Item item, Displays displays, boolean withDesignations) {
    CodeSystem codeSystem = item.codeSystem();
    Concept concept = item.concept();
    ObjectNode node =
        codeSystem.url().isEmpty()
            ? ObjectNode.empty()
            : ObjectNode.of("system", Node.string(codeSystem.url()));
    if (concept.properties().stream()
        .anyMatch(one -> one.name().equals("notSelectable") && one.value().equals("true"))) {
      node = node.with("abstract", Node.bool(true));
    }
    if (concept.state() == Concept.State.INACTIVE) {
      node = node.with("inactive", Node.bool(true));
    }
    if (!codeSystem.version().isEmpty()) {
      node = node.with("version", Node.string(codeSystem.version()));
    }
    node = node.with("code", Node.string(concept.code()));
    List<Designation> designations = item.designations();
    String display = displays.of(item.display(), designations);
    if (!display.isEmpty()) {
      node = node.with("display", Node.string(display));
    }
    return withDesignations
        ? withItems(
            node, "designation", designations.stream().map(ParametersAnswer::designation).toList())
        : node;
  }
}
