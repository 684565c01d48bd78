package org.tunza.resource.search.terms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.IndexTerm.Token;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.tree.ObjectNode;

/**
 * Takes the index terms from a resource, for every search parameter of its type that is stored.
 * Contained resources are not indexed under the one that contains them.
 * https://hl7.org/fhir/R4/search.html
 */
public final class TermExtraction {

  private static final WalkTree NONE = WalkTree.of(List.of());

  private final Map<String, WalkTree> all;
  private final Map<String, WalkTree> identifiers;

  private TermExtraction(Map<String, WalkTree> all, Map<String, WalkTree> identifiers) {
    this.all = all;
    this.identifiers = identifiers;
  }

  private static final class R4 {
    private static final TermExtraction STORED =
        new TermExtraction(
            trees(SearchParameter::stored),
            trees(parameter -> parameter.stored() && parameter.code().equals("identifier")));
  }

  /** Extraction of the stored parameters of FHIR R4. */
  public static TermExtraction r4() {
    return R4.STORED;
  }

  /** Extraction for parameters chosen by number, stored or not. */
  public static TermExtraction of(Predicate<SearchParameter> chosen) {
    return new TermExtraction(trees(chosen), Map.of());
  }

  /** This extraction and that of a store's own parameters. */
  public TermExtraction with(SearchParameters parameters) {
    Map<String, WalkTree> more = new HashMap<>(all);
    Map<String, List<SearchParameter>> own =
        parameters.own().stream().collect(Collectors.groupingBy(SearchParameter::type));
    own.forEach((type, ofType) -> {
      List<SearchParameter> stored = new ArrayList<>(ofType);
      SearchParameters.r4().ofType(type).stream()
          .filter(SearchParameter::stored)
          .forEach(stored::add);
      more.put(type, WalkTree.of(stored));
    });
    return new TermExtraction(more, identifiers);
  }

  private static Map<String, WalkTree> trees(Predicate<SearchParameter> chosen) {
    Map<String, WalkTree> trees = HashMap.newHashMap(200);
    for (String type : Definitions.r4().resourceTypes()) {
      trees.put(
          type, WalkTree.of(SearchParameters.r4().ofType(type).stream().filter(chosen).toList()));
    }
    return trees;
  }

  /** The terms of a resource, each once. */
  public List<IndexTerm> terms(ObjectNode resource) {
    return terms(resource, all);
  }

  /** The business identifiers of a resource: what its type's parameter of that name finds. */
  public List<Token> identifiers(ObjectNode resource) {
    return terms(resource, identifiers).stream()
        .map(Token.class::cast)
        .collect(Collectors.toUnmodifiableList());
  }

  private List<IndexTerm> terms(ObjectNode resource, Map<String, WalkTree> trees) {
    String type = resource.string("resourceType");
    Terms terms = new Terms();
    trees.getOrDefault(type == null ? "" : type, NONE).walk(resource, terms);
    return terms.all();
  }
}
