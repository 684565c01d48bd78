package org.tunza.store.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Selection;
import org.tunza.store.index.Link;
import org.tunza.store.index.TermHash;

/**
 * Writes what entries come from: at least those that meet a condition, each once, by the index that
 * leads to them.
 */
final class PostgresDrives {

  private static final String PATIENT = "Patient";

  private final SearchStatement out;
  private final Indexing indexing;
  private final TermHash hash;
  private final PostgresTests tests;
  private final Breadth breadth;
  private final PostgresCompartment compartment;

  PostgresDrives(SearchStatement out, Indexing indexing, TermHash hash, PostgresScope scope) {
    this.out = out;
    this.indexing = indexing;
    this.hash = hash;
    this.tests = new PostgresTests(out, indexing, hash, scope);
    this.breadth = new Breadth(indexing);
    this.compartment = new PostgresCompartment(out, indexing);
  }

  /**
   * From where the entries of a selection come.
   *
   * @param narrowest the condition that leads to them; null when all versions of the type are
   *     walked
   * @param within where that is about one patient, another whose rows lie together in his chart
   */
  record Way(Selection selection, @Nullable Condition narrowest, @Nullable Condition within) {}

  Way way(Selection selection) {
    Condition narrowest = breadth.narrowest(selection.all()).orElse(null);
    boolean isOfPatient = narrowest != null && isOfPatient(narrowest);
    return new Way(selection, narrowest, isOfPatient ? withinChart(selection) : null);
  }

  /**
   * Writes a from-list that joins the row {@code e} of each entry that may be selected: to its
   * version {@code v}, or to {@code d}, where the rows can come by chart, and newest first.
   */
  private void from(String e, Way way) {
    if (way.narrowest == null) {
      versions(e, way.selection);
      return;
    }
    if (way.narrowest instanceof Condition.InChart) {
      out.add("entry ").add(e);
      return;
    }
    out.add("(");
    if (way.within == null) {
      drive(way.selection.type(), way.narrowest);
    } else {
      ofChart((Condition.Reference) way.narrowest, way.within);
    }
    out.add(") d join entry ").add(e).add(" on ").add(e).add(".chart = d.chart and ");
    out.add(e).add(".entry = d.entry");
  }

  /** Writes from where the entries come, and what they are held against. */
  void selected(String e, Way way) {
    from(e, way);
    out.add("\nwhere ");
    tests.selected(e, way.selection.type(), rest(way));
  }

  /** The row that has the place of an entry {@code e}: rows come in the order of it. */
  String place(String e, Way way) {
    return way.narrowest == null || way.narrowest instanceof Condition.InChart ? e : "d";
  }

  /** Whether {@code d} has the clinical date too, so that rows can come in order of it. */
  boolean isDated(Way way) {
    return way.narrowest != null && isDated(way.narrowest);
  }

  /** What is still to be tested of those that come from there. */
  private List<Condition> rest(Way way) {
    Condition met = way.within == null ? way.narrowest : way.within;
    if (met == null || !isMetByAll(met)) {
      return way.selection.all();
    }
    List<Condition> rest = new ArrayList<>(way.selection.all());
    rest.remove(met);
    return rest;
  }

  /** Whether all that come from there meet the condition. */
  private boolean isMetByAll(Condition condition) {
    return condition instanceof Condition.Reference
        || condition instanceof Condition.Ids
        || condition instanceof Condition.Around
        || condition instanceof Condition.Beside
        || isHotHash(condition);
  }

  private void versions(String e, Selection selection) {
    out.add("entry_version v join entry ").add(e).add(" on ").add(e).add(".chart = v.chart and ");
    out.add(e).add(".entry = v.entry and ").add(e).add(".version = v.version");
    if (!selection.isOfAny()) {
      out.add(" and v.type = ").bindShort(indexing.typeNumber(selection.type()));
    }
    for (Condition condition : selection.all()) {
      if (condition instanceof Condition.Updated(Condition.Interval when)) {
        out.add(" and ");
        tests.updated("v.updated", when);
      }
    }
  }

  private boolean isOfPatient(Condition condition) {
    return condition instanceof Condition.Reference(TypeParameter by, List<EntryId> targets)
        && targets.size() == 1
        && targets.getFirst().type().equals(PATIENT)
        && indexing.isHot(by.parameter());
  }

  /** A condition whose rows lie together within each chart. */
  private @Nullable Condition withinChart(Selection selection) {
    return selection.all().stream().filter(this::isHotHash).findFirst().orElse(null);
  }

  private boolean isHotHash(Condition condition) {
    return switch (condition) {
      case Condition.Token token -> indexing.isHot(token.by().parameter());
      case Condition.Uri uri -> indexing.isHot(uri.by().parameter());
      case Condition.AnyOf(List<Condition> of) ->
          !of.isEmpty() && of.stream().allMatch(one -> PostgresTerms.are(one) && isHotHash(one));
      default -> false;
    };
  }

  private boolean isDated(Condition condition) {
    return condition instanceof Condition.Reference reference
        ? indexing.isHot(reference.by().parameter())
        : isHotHash(condition);
  }

  /**
   * What has a code, and may be about a patient: nearly all of it lies in his chart, where each
   * code's rows lie together; what names him from elsewhere is looked at besides.
   */
  private void ofChart(Condition.Reference reference, Condition within) {
    EntryId patient = reference.targets().getFirst();
    PostgresTerms terms = terms(within);
    select(terms);
    out.add(" and t.chart = ");
    compartment.place("chart", patient);
    for (String side : List.of(" < ", " > ")) {
      out.add("\n union all select t.chart, t.entry, t.dated from term t where t.term = (");
      tests.linked(reference);
      out.add(") and t.chart").add(side);
      compartment.place("chart", patient);
      out.add(" and exists (select from term y where y.term");
      terms.writeHot(out);
      out.add(" and y.chart = t.chart and y.dated = t.dated and y.entry = t.entry)");
    }
  }

  private void select(PostgresTerms terms) {
    out.add("select ").add(terms.isOne() ? "" : "distinct ").add("t.chart, t.entry, t.dated");
    out.add(" from term t where t.term");
    terms.writeHot(out);
  }

  private PostgresTerms terms(Condition condition) {
    return PostgresTerms.of(
        condition instanceof Condition.AnyOf(List<Condition> of) ? of : List.of(condition),
        indexing,
        hash);
  }

  /** Writes a select of places; of dates too, where they have one. */
  private void drive(String type, Condition condition) {
    switch (condition) {
      case Condition.AnyOf(List<Condition> of) -> any(type, condition, of);
      case Condition.Composite(TypeParameter _, List<Condition> components) ->
          drive(type, breadth.narrowest(components).orElseThrow());
      case Condition.Ids(List<String> ids) ->
          out.add("select i.chart, i.entry from entry_id i where i.type = ")
              .bindShort(indexing.typeNumber(type))
              .add(" and i.id = any (")
              .bindTexts(ids)
              .add(")");
      case Condition.Token _, Condition.Uri _ -> hashed(condition);
      case Condition.TypedIdentifier(TypeParameter by, String _, String _, String value) ->
          hashed(new Condition.Token(by, Condition.Systems.ANY, value));
      case Condition.Reference reference -> reference(reference);
      case Condition.Text(TypeParameter by, Condition.TextMatch match, String text) -> {
        ordered("text_term", by);
        tests.text(match, text);
      }
      case Condition.Date(TypeParameter by, Condition.Interval when) -> {
        ordered("date_term", by);
        out.add("x.low < ").bind(when.high()).add(" and ");
        tests.date(when);
      }
      case Condition.Chain(TypeParameter by, Selection targets) -> chain(by, targets);
      case Condition.ReferredBy(TypeParameter by, Selection sources) -> referred(type, by, sources);
      case Condition.Around around -> compartment.drive(around);
      case Condition.Beside beside -> beside(beside);
      case Condition.Not _,
          Condition.Updated _,
          Condition.Quantity _,
          Condition.CodeOf _,
          Condition.CodeText _,
          Condition.UriBelow _,
          Condition.UriAbove _,
          Condition.Missing _,
          Condition.OfTypes _,
          Condition.InChart _,
          Condition.Happened _ ->
          throw new IllegalStateException("no index leads to this condition");
    }
  }

  private void any(String type, Condition whole, List<Condition> of) {
    if (of.stream().allMatch(PostgresTerms::are)) {
      hashed(whole);
      return;
    }
    String union = "";
    for (Condition condition : of) {
      out.add(union).add("select u.chart, u.entry from (");
      drive(type, condition);
      out.add(") u");
      union = "\n union ";
    }
  }

  private void hashed(Condition condition) {
    PostgresTerms terms = terms(condition);
    if (terms.hasHot() && !terms.hasTail()) {
      select(terms);
      return;
    }
    if (terms.hasHot()) {
      out.add("select u.chart, u.entry from (");
      select(terms);
      out.add(") u union ");
    }
    out.add("select e.chart, e.entry from entry e where e.tail && ").bind(terms.tail());
  }

  private void reference(Condition.Reference reference) {
    boolean isHot = indexing.isHot(reference.by().parameter());
    if (!isHot) {
      out.add("select e.chart, e.entry from entry e where e.tail && array(");
    } else if (reference.targets().size() == 1) {
      out.add("select t.chart, t.entry, t.dated from term t where t.term = (");
    } else {
      out.add("select distinct t.chart, t.entry, t.dated from term t where t.term = any (array(");
    }
    tests.linked(reference);
    out.add(isHot && reference.targets().size() != 1 ? "))" : ")");
  }

  private void ordered(String table, TypeParameter by) {
    out.add("select distinct x.chart, x.entry from ").add(table).add(" x where x.type = ");
    out.bindShort(by.type()).add(" and x.parameter = ").bindShort(by.parameter()).add(" and ");
  }

  private void chain(TypeParameter by, Selection targets) {
    String f = out.alias();
    boolean isHot = indexing.isHot(by.parameter());
    out.add("select distinct t.chart, t.entry from ");
    Way way = way(targets);
    from(f, way);
    out.add(isHot ? " join term t on t.term = link(" : " join entry t on t.tail @> array[link(");
    out.bind(by.parameter()).add(", ").add(f).add(isHot ? ".entry)" : ".entry)]").add(" where ");
    tests.selected(f, targets.type(), rest(way));
  }

  /** Whatever the entries of these selections refer to, by any parameter, each once. */
  private void beside(Condition.Beside beside) {
    out.add("select i.chart, i.entry from (select distinct ").add(PostgresTests.TARGET);
    out.add(" as entry from (");
    String union = "";
    for (Selection selection : beside.of()) {
      String f = out.alias();
      out.add(union).add("select l from ");
      Way way = way(selection);
      from(f, way);
      out.add(" cross join lateral unnest(%1$s.links || %1$s.tail) l where l < 0".formatted(f));
      out.add(" and ");
      tests.selected(f, selection.type(), rest(way));
      union = "\n union all ";
    }
    out.add(") r) q join entry_id i on i.entry = q.entry where (i.chart = ");
    compartment.place("chart", beside.entry());
    out.add(" or not exists (select from entry p where p.chart = i.chart and p.type = ");
    out.bindShort(indexing.typeNumber(PATIENT)).add("))");
  }

  private void referred(String type, TypeParameter by, Selection sources) {
    String f = out.alias();
    out.add("select distinct i.chart, i.entry from ");
    Way way = way(sources);
    from(f, way);
    out.add(" cross join lateral unnest(").add(tests.links(f, by)).add(") l");
    out.add(" join entry_id i on i.entry = ").add(PostgresTests.TARGET).add(" and i.type = ");
    out.bindShort(indexing.typeNumber(type)).add(" where l >= ");
    out.bind(Link.first(by.parameter())).add(" and l < ").bind(Link.first(by.parameter() + 1));
    out.add(" and ");
    tests.selected(f, sources.type(), rest(way));
  }
}
