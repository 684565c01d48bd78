package org.tunza.resource.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.tunza.record.terminology.Code;
import org.tunza.resource.tree.ObjectNode;

/** What a concept map says of a code. https://hl7.org/fhir/R4/conceptmap.html */
public final class ConceptMapReader {

  private final ObjectNode map;

  public ConceptMapReader(ObjectNode map) {
    this.map = map;
  }

  /**
   * One thing that it says.
   *
   * @param equivalence as in ConceptMap.group.element.target, from the code asked for
   * @param map url of the map; empty when it has none
   */
  public record Match(String equivalence, Code code, String display, String map) {

    /** Whether it is a translation; others say that there is none. */
    public boolean isTranslation() {
      return !equivalence.equals("unmatched") && !equivalence.equals("disjoint");
    }
  }

  /** From its source to its target; an empty system stands for any. */
  public List<Match> translated(Code code, String targetSystem) {
    List<Match> matches = new ArrayList<>();
    for (ObjectNode group : groups(code.system(), "source", targetSystem, "target")) {
      List<Match> own =
          elements(group)
              .filter(element -> Trees.text(element, "code").equals(code.code()))
              .flatMap(element ->
                  Trees.objects(element, "target").stream()
                      .map(target -> match(target, Trees.text(group, "target"), target)))
              .toList();
      matches.addAll(own.isEmpty() ? unmapped(group, code) : own);
    }
    return matches;
  }

  /** The maps to which its groups send whoever looks for a code that they don't have. */
  List<Canonical> otherMaps(Code code, String targetSystem) {
    return groups(code.system(), "source", targetSystem, "target").stream()
        .filter(
            group -> elements(group).noneMatch(one -> Trees.text(one, "code").equals(code.code())))
        .flatMap(group -> Stream.ofNullable(group.object("unmapped")))
        .filter(unmapped -> Trees.text(unmapped, "mode").equals("other-map"))
        .map(unmapped -> Canonical.of(Trees.text(unmapped, "url")))
        .toList();
  }

  /** From its target back to its source. */
  public List<Match> translatedBack(Code code, String targetSystem) {
    List<Match> matches = new ArrayList<>();
    for (ObjectNode group : groups(code.system(), "target", targetSystem, "source")) {
      elements(group)
          .forEach(element ->
              Trees.objects(element, "target").stream()
                  .filter(target -> Trees.text(target, "code").equals(code.code()))
                  .map(target -> match(element, Trees.text(group, "source"), target))
                  .map(ConceptMapReader::turned)
                  .forEach(matches::add));
    }
    return matches;
  }

  private List<ObjectNode> groups(String from, String fromName, String to, String toName) {
    return Trees.objects(map, "group").stream()
        .filter(group -> fits(group, fromName, from) && fits(group, toName, to))
        .toList();
  }

  private static boolean fits(ObjectNode group, String name, String system) {
    String own = Trees.text(group, name);
    return system.isEmpty() || own.isEmpty() || own.equals(system);
  }

  private static Stream<ObjectNode> elements(ObjectNode group) {
    return Trees.objects(group, "element").stream();
  }

  private Match match(ObjectNode meant, String system, ObjectNode target) {
    String equivalence = Trees.text(target, "equivalence");
    return new Match(
        equivalence.isEmpty() ? "relatedto" : equivalence,
        new Code(system, Trees.text(meant, "code")),
        Trees.text(meant, "display"),
        url());
  }

  private static Match turned(Match match) {
    String equivalence =
        switch (match.equivalence()) {
          case "wider" -> "narrower";
          case "narrower" -> "wider";
          case "subsumes" -> "specializes";
          case "specializes" -> "subsumes";
          default -> match.equivalence();
        };
    return new Match(equivalence, match.code(), match.display(), match.map());
  }

  private String url() {
    return Trees.text(map, "url");
  }

  /** What the group says of codes that it does not map. */
  private List<Match> unmapped(ObjectNode group, Code code) {
    ObjectNode unmapped = group.object("unmapped");
    String target = Trees.text(group, "target");
    return switch (unmapped == null ? "" : Trees.text(unmapped, "mode")) {
      case "provided" -> List.of(new Match("equal", new Code(target, code.code()), "", url()));
      case "fixed" -> {
        ObjectNode fixed = Objects.requireNonNull(unmapped);
        Code meant = new Code(target, Trees.text(fixed, "code"));
        yield List.of(new Match("relatedto", meant, Trees.text(fixed, "display"), url()));
      }
      default -> List.of();
    };
  }
}
