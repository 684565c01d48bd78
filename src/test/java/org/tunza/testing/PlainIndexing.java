package org.tunza.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tunza.record.EntryId;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Home;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameter;
import org.tunza.record.index.OwnParameters;
import org.tunza.record.search.Selection;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

/**
 * An indexing for tests of the store alone: an entry has one identifier, one subject, one code, one
 * name, one date and one amount, all as plain strings.
 */
public final class PlainIndexing implements Indexing {

  public static final int IDENTIFIER = 1;
  public static final int SUBJECT = 2;
  public static final int CODE = 3;
  public static final int NAME = 4;
  public static final int DATE = 5;
  public static final int AMOUNT = 6;

  private volatile OwnParameters own = OwnParameters.NONE;

  private static final List<String> TYPES = List.of("Patient", "Observation", "Organization");

  @Override
  public Indexed of(String type, byte[] content) {
    ObjectNode tree = JsonReader.read(content).orThrow();
    List<IndexTerm> terms = new ArrayList<>();
    String identifier = tree.string("identifier");
    if (identifier != null) {
      terms.add(new IndexTerm.Token(IDENTIFIER, "urn:test", identifier));
    }
    String subject = tree.string("subject");
    if (subject != null) {
      terms.add(new IndexTerm.Reference(SUBJECT, new EntryId("Patient", subject)));
    }
    String code = tree.string("code");
    if (code != null) {
      terms.add(new IndexTerm.Token(CODE, "", code));
    }
    String name = tree.string("name");
    if (name != null) {
      terms.add(new IndexTerm.Text(NAME, name));
    }
    String date = tree.string("date");
    if (date != null) {
      terms.add(new IndexTerm.Date(DATE, Long.parseLong(date), Long.parseLong(date) + 1));
    }
    String amount = tree.string("amount");
    if (amount != null) {
      terms.add(new IndexTerm.Quantity(AMOUNT, "", "mg", new BigDecimal(amount)));
    }
    return new Indexed(home(type, subject), terms, compartments(tree));
  }

  private static Home home(String type, @org.jspecify.annotations.Nullable String subject) {
    if (type.equals("Organization")) {
      return Home.ORGANISATION;
    }
    return subject == null ? Home.OWN : new Home.OfPatient(new EntryId("Patient", subject));
  }

  private static List<Compartment> compartments(ObjectNode tree) {
    String also = tree.string("also");
    return also == null ? List.of() : List.of(new Compartment(new EntryId("Patient", also), 9));
  }

  @Override
  public OwnParameters own() {
    return own;
  }

  @Override
  public void keepUp(OwnParameters parameters) {
    own = parameters;
  }

  @Override
  public boolean isOfDefinitions(String type) {
    return false;
  }

  @Override
  public List<OwnParameter.Definition> definitions(byte[] content) {
    return List.of();
  }

  @Override
  public EntryId id(byte[] content) {
    ObjectNode tree = JsonReader.read(content).orThrow();
    return new EntryId(text(tree, "resourceType"), text(tree, "id"));
  }

  private static String text(ObjectNode tree, String name) {
    return java.util.Objects.requireNonNull(tree.string(name));
  }

  @Override
  public byte[] tombstone(EntryId id, int version, Instant lastUpdated) {
    return "{\"resourceType\":\"%s\",\"id\":\"%s\",\"version\":%d}"
        .formatted(id.type(), id.id(), version)
        .getBytes(UTF_8);
  }

  @Override
  public boolean matches(Criteria criteria, EntryId id, List<IndexTerm> terms) {
    return criteria.all().stream()
        .allMatch(any -> any.matches().stream().anyMatch(match -> matches(match, terms)));
  }

  private static boolean matches(Criteria.Match match, List<IndexTerm> terms) {
    return switch (match) {
      case Criteria.Match.TokenCode(int parameter, Criteria.Systems system, String code) ->
          terms.stream()
              .anyMatch(term ->
                  term instanceof IndexTerm.Token token
                      && token.parameter() == parameter
                      && token.code().equals(code));
      case Criteria.Match.Exactly(IndexTerm term) -> terms.contains(term);
      case Criteria.Match.TextStart(int parameter, String normal) ->
          terms.stream()
              .anyMatch(
                  term -> term instanceof IndexTerm.Text text && text.normal().startsWith(normal));
      case Criteria.Match.DateWithin date -> false;
      case Criteria.Match.Id id -> true;
    };
  }

  @Override
  public boolean meets(Selection selection, EntryId id, byte[] content) {
    return true;
  }

  @Override
  public IndexTerm.Quantity inBase(IndexTerm.Quantity quantity) {
    return quantity;
  }

  @Override
  public String normal(String text) {
    return text;
  }

  @Override
  public Column column(int parameter) {
    return switch (parameter) {
      case NAME -> Column.TEXT;
      case DATE -> Column.DATE;
      case AMOUNT -> Column.QUANTITY;
      default -> Column.HASH;
    };
  }

  @Override
  public boolean isOrganisational(String type) {
    return type.equals("Organization");
  }

  @Override
  public boolean isHot(int parameter) {
    return parameter != CODE;
  }

  @Override
  public boolean isOfAnySystem(int parameter) {
    return false;
  }

  @Override
  public int clinicalRank(int parameter) {
    return parameter == DATE ? 1 : 0;
  }

  @Override
  public List<Integer> clinicalDates() {
    return List.of(DATE);
  }

  @Override
  public boolean isIdentifier(int parameter) {
    return parameter == IDENTIFIER;
  }

  @Override
  public List<TypeParameter> referringTo(String type) {
    return List.of(new TypeParameter(typeNumber("Observation"), SUBJECT));
  }

  @Override
  public int typeNumber(String type) {
    return TYPES.indexOf(type) + 1;
  }

  @Override
  public String typeName(int number) {
    return TYPES.get(number - 1);
  }
}
