package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.INVALID_CONTENT;
import static org.tunza.record.RefusalCode.TOO_COSTLY;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concepts;
import org.tunza.resource.tree.ObjectNode;

/**
 * Reckons what a value set contains from its definition. Codes that are listed of a code system
 * that is not known, or only in part, are taken as they are listed.
 * https://hl7.org/fhir/R4/valueset.html#compositions
 */
final class ValueSetReader {

  /** Value sets that import each other. */
  private static final int DEPTH_MAX = 20;

  private final KnownCodeSystems codeSystems;
  private final KnownValueSets valueSets;
  private final Map<String, String> versions;
  private final Set<Canonical> open = new LinkedHashSet<>();
  private final Effort effort = new Effort();

  /**
   * Reads one value set.
   *
   * @param versions of code systems, by url, where the value set names none
   */
  ValueSetReader(
      KnownCodeSystems codeSystems, KnownValueSets valueSets, Map<String, String> versions) {
    this.codeSystems = codeSystems;
    this.valueSets = valueSets;
    this.versions = Map.copyOf(versions);
  }

  /** What each include adds that the ones before it have not. */
  List<Segment> segments(ObjectNode valueSet) {
    ObjectNode compose = valueSet.object("compose");
    if (compose == null) {
      return expanded(valueSet);
    }
    List<Segment> excluded = new ArrayList<>();
    for (ObjectNode exclude : Trees.objects(compose, "exclude")) {
      excluded.addAll(contributed(exclude));
    }
    List<Segment> all = new ArrayList<>();
    for (ObjectNode include : Trees.objects(compose, "include")) {
      for (Segment segment : contributed(include)) {
        Segment more = segment.without(excluded).without(all);
        boolean withInactive = !Trees.text(compose, "inactive").equals("false");
        all.add(withInactive ? more : active(more));
      }
    }
    return all.stream().filter(segment -> !segment.numbers().isEmpty()).toList();
  }

  static Segment active(Segment segment) {
    BitSet active = (BitSet) segment.numbers().clone();
    active.andNot(segment.concepts().inactive());
    return segment.with(active);
  }

  private List<Segment> contributed(ObjectNode include) {
    effort.part();
    List<List<Segment>> imported =
        Trees.texts(include, "valueSet").stream().map(Canonical::of).map(this::imported).toList();
    String system = Trees.text(include, "system");
    if (system.isEmpty() && imported.isEmpty()) {
      throw TerminologyFault.of(
          INVALID_CONTENT, "ValueSet.compose", "a part names neither a system nor a value set");
    }
    List<Segment> own =
        system.isEmpty()
            ? imported.getFirst()
            : ofSystem(include, new Canonical(system, Trees.text(include, "version")));
    for (List<Segment> each : imported) {
      own = own.stream().map(segment -> segment.within(each)).toList();
    }
    return own;
  }

  private List<Segment> imported(Canonical canonical) {
    if (open.size() == DEPTH_MAX) {
      throw TerminologyFault.of(TOO_COSTLY, "", "value sets import each other too deeply");
    }
    if (!open.add(canonical)) {
      throw TerminologyFault.of(
          INVALID_CONTENT, "ValueSet.compose", "the value set " + canonical + " imports itself");
    }
    List<Segment> segments = segments(valueSets.get(canonical));
    open.remove(canonical);
    return segments;
  }

  private List<Segment> ofSystem(ObjectNode include, Canonical named) {
    Canonical canonical = named.orVersion(versions.getOrDefault(named.url(), ""));
    List<ObjectNode> listed = Trees.objects(include, "concept");
    if (!listed.isEmpty()) {
      return listed(canonical, listed);
    }
    Concepts concepts = codeSystems.get(canonical);
    BitSet selected = new BitSet();
    selected.set(0, concepts.size());
    ConceptFilter filter = new ConceptFilter(concepts, effort);
    for (ObjectNode each : Trees.objects(include, "filter")) {
      selected.and(filter.selected(each));
    }
    return List.of(Segment.of(concepts, selected));
  }

  private List<Segment> listed(Canonical canonical, List<ObjectNode> listed) {
    Map<String, ObjectNode> byCode = new LinkedHashMap<>();
    listed.forEach(one -> byCode.putIfAbsent(Trees.text(one, "code"), one));
    Optional<Concepts> known = codeSystems.find(canonical);
    List<Segment> segments = new ArrayList<>(2);
    if (known.isPresent()) {
      Segment segment = listed(known.get(), byCode);
      segments.add(segment);
      segment.codes().forEach(byCode::remove);
    }
    boolean whole = known.filter(some -> some.codeSystem().extent() == Extent.COMPLETE).isPresent();
    if (!whole && !byCode.isEmpty()) {
      segments.add(listed(asListed(canonical, byCode), byCode));
    }
    return segments;
  }

  private static Segment listed(Concepts concepts, Map<String, ObjectNode> byCode) {
    Map<String, Integer> numbers = concepts.numbers(byCode.keySet());
    List<Integer> order = new ArrayList<>(numbers.size());
    Map<Integer, ObjectNode> shown = new HashMap<>();
    BitSet set = new BitSet();
    byCode.forEach((code, one) -> {
      Integer number = numbers.get(code);
      if (number != null) {
        order.add(number);
        set.set(number);
        if (one.size() > 1) {
          shown.put(number, one);
        }
      }
    });
    return new Segment(concepts, set, order, shown);
  }

  private static Concepts asListed(Canonical canonical, Map<String, ObjectNode> byCode) {
    List<Concept> concepts = new ArrayList<>();
    byCode.forEach((code, one) -> {
      String display = Trees.text(one, "display");
      concepts.add(KnownCodeSystems.plain(code, display));
    });
    return KnownCodeSystems.of(
        new CodeSystemContent(
            new CodeSystem(canonical.url(), canonical.version(), "", "", Extent.FRAGMENT),
            concepts));
  }

  /** A value set that comes without a definition, but with its codes. */
  private List<Segment> expanded(ObjectNode valueSet) {
    ObjectNode expansion = valueSet.object("expansion");
    if (expansion == null) {
      throw TerminologyFault.of(
          INVALID_CONTENT, "ValueSet.compose", "the value set does not say what it contains");
    }
    Map<Canonical, Map<String, ObjectNode>> bySystem = new LinkedHashMap<>();
    gather(expansion, bySystem);
    List<Segment> segments = new ArrayList<>();
    bySystem.forEach(
        (canonical, byCode) -> segments.addAll(listed(canonical, List.copyOf(byCode.values()))));
    return segments;
  }

  private static void gather(ObjectNode node, Map<Canonical, Map<String, ObjectNode>> bySystem) {
    for (ObjectNode one : Trees.objects(node, "contains")) {
      if (!Trees.text(one, "code").isEmpty() && !Trees.text(one, "abstract").equals("true")) {
        Canonical canonical = new Canonical(Trees.text(one, "system"), Trees.text(one, "version"));
        bySystem
            .computeIfAbsent(canonical, _ -> new LinkedHashMap<>())
            .putIfAbsent(Trees.text(one, "code"), one.without("contains"));
      }
      gather(one, bySystem);
    }
  }
}
