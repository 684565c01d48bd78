package org.tunza.resource.content;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Home;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameter;
import org.tunza.record.index.OwnParameters;
import org.tunza.record.search.Selection;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.home.HomeChart;
import org.tunza.resource.home.OrganisationTypes;
import org.tunza.resource.search.OwnDefinitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.criteria.ContentMatch;
import org.tunza.resource.search.criteria.CriteriaMatch;
import org.tunza.resource.search.terms.Measures;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.resource.search.terms.SearchText;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

/** What kept FHIR content says to the index, by the tables of R4. */
public final class FhirIndexing implements Indexing {

  private static final byte[] TYPE_MARK = "{\"resourceType\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ID_MARK = "\",\"id\":\"".getBytes(StandardCharsets.UTF_8);

  private final Definitions definitions = Definitions.r4();
  private final SearchCatalogue catalogue;
  private final HomeChart homes;
  private final BitSet hot = new BitSet();
  private final BitSet identifiers = new BitSet();
  private final BitSet ofAnySystem = new BitSet();
  private final Map<Integer, Integer> clinicalRanks = new HashMap<>();
  private final Map<String, List<TypeParameter>> referring = new HashMap<>();

  public FhirIndexing(SearchCatalogue catalogue) {
    this.catalogue = catalogue;
    homes = new HomeChart();
    for (SearchParameter parameter : SearchParameters.r4().all()) {
      hot.set(parameter.number(), parameter.placement() == SearchParameter.Placement.HOT);
      identifiers.set(parameter.number(), parameter.code().equals("identifier"));
      ofAnySystem.set(parameter.number(), parameter.systems().isEmpty());
    }
    for (String type : definitions.resourceTypes()) {
      referring.put(type, referring(SearchParameters.r4().all(), type).toList());
      rank(SearchParameters.r4().clinicalDates(type));
    }
  }

  private void rank(List<SearchParameter> clinicalDates) {
    for (int i = 0; i < clinicalDates.size(); i++) {
      clinicalRanks.put(clinicalDates.get(i).number(), i + 1);
    }
  }

  private Stream<TypeParameter> referring(Collection<SearchParameter> parameters, String type) {
    return parameters.stream()
        .filter(one -> one.stored() && one.mayName(type) && definitions.isResourceType(one.type()))
        .map(one -> new TypeParameter(definitions.number(one.type()), one.number()));
  }

  @Override
  public Indexed of(String type, byte[] content) {
    ObjectNode resource = JsonReader.read(content).orThrow();
    Home home = homes.of(resource);
    return new Indexed(
        home, catalogue.extraction().terms(resource), homes.compartments(resource, home));
  }

  @Override
  public OwnParameters own() {
    return catalogue.own();
  }

  @Override
  public void keepUp(OwnParameters own) {
    catalogue.keepUp(own);
  }

  @Override
  public boolean isOfDefinitions(String type) {
    return type.equals(OwnDefinitions.TYPE);
  }

  @Override
  public List<OwnParameter.Definition> definitions(byte[] content) {
    return switch (OwnDefinitions.of(JsonReader.read(content).orThrow())) {
      case Outcome.Done<List<OwnParameter.Definition>>(var definitions) -> definitions;
      case Outcome.Refused<List<OwnParameter.Definition>> _ -> List.of();
    };
  }

  /** Read from the beginning, where canonical content always has them. */
  @Override
  public EntryId id(byte[] content) {
    int typeEnd = end(content, TYPE_MARK, 0);
    int idEnd = end(content, ID_MARK, typeEnd);
    return new EntryId(
        text(content, TYPE_MARK.length, typeEnd), text(content, typeEnd + ID_MARK.length, idEnd));
  }

  private static int end(byte[] content, byte[] mark, int from) {
    int at = from;
    for (byte expected : mark) {
      if (content[at++] != expected) {
        throw new IllegalStateException("content is not canonical");
      }
    }
    while (content[at] != '"') {
      at++;
    }
    return at;
  }

  private static String text(byte[] content, int from, int to) {
    return new String(content, from, to - from, StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] tombstone(EntryId id, int version, Instant lastUpdated) {
    return Canonical.of(id, ObjectNode.empty()).canonical(version, lastUpdated);
  }

  @Override
  public boolean matches(Criteria criteria, EntryId id, List<IndexTerm> terms) {
    return CriteriaMatch.matches(criteria, terms, id);
  }

  @Override
  public boolean meets(Selection selection, EntryId id, byte[] content) {
    return new ContentMatch(catalogue.parameters(), id, JsonReader.read(content).orThrow())
        .meets(selection);
  }

  @Override
  public IndexTerm.Quantity inBase(IndexTerm.Quantity quantity) {
    return Measures.of(quantity);
  }

  @Override
  public String normal(String text) {
    return SearchText.normal(text);
  }

  @Override
  public Column column(int parameter) {
    return switch (catalogue.parameters().number(parameter).kind()) {
      case STRING -> Column.TEXT;
      case DATE -> Column.DATE;
      case NUMBER, QUANTITY, SPECIAL -> Column.QUANTITY;
      case TOKEN, REFERENCE, URI, COMPOSITE -> Column.HASH;
    };
  }

  @Override
  public boolean isOrganisational(String type) {
    return OrganisationTypes.has(type);
  }

  @Override
  public boolean isHot(int parameter) {
    return hot.get(parameter);
  }

  @Override
  public boolean isOfAnySystem(int parameter) {
    return parameter < OwnParameter.NUMBER_MIN
        ? ofAnySystem.get(parameter)
        : catalogue.parameters().number(parameter).systems().isEmpty();
  }

  @Override
  public int clinicalRank(int parameter) {
    return clinicalRanks.getOrDefault(parameter, 0);
  }

  @Override
  public List<Integer> clinicalDates() {
    return clinicalRanks.keySet().stream().sorted().toList();
  }

  @Override
  public boolean isIdentifier(int parameter) {
    return identifiers.get(parameter);
  }

  @Override
  public List<TypeParameter> referringTo(String type) {
    List<TypeParameter> published = Objects.requireNonNull(referring.get(type), "no such type");
    List<SearchParameter> own = catalogue.parameters().own();
    return own.isEmpty()
        ? published
        : Stream.concat(published.stream(), referring(own, type)).toList();
  }

  @Override
  public int typeNumber(String type) {
    return definitions.number(type);
  }

  @Override
  public String typeName(int number) {
    return definitions.resourceType(number);
  }
}
