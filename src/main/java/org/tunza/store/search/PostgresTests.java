package org.tunza.store.search;

import java.util.ArrayList;
import java.util.List;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Selection;
import org.tunza.store.index.Link;
import org.tunza.store.index.TermHash;
import org.tunza.store.index.TermRows;

/**
 * Writes what an entry is held against, given the alias of its row in {@code entry}. An entry that
 * fails does not meet the condition; one that passes does, where the index is exact.
 */
final class PostgresTests {

  /** Takes the entry's number from a link. */
  static final String TARGET = "(l & 281474976710655)";

  private final SearchStatement out;
  private final Indexing indexing;
  private final TermHash hash;
  private final PostgresScope scope;
  private final PostgresCompartment compartment;

  PostgresTests(SearchStatement out, Indexing indexing, TermHash hash, PostgresScope scope) {
    this.out = out;
    this.indexing = indexing;
    this.hash = hash;
    this.scope = scope;
    this.compartment = new PostgresCompartment(out, indexing);
  }

  /** That the entry is current, of the type, may be seen, and meets all these. */
  void selected(String e, String type, List<Condition> all) {
    out.add(e).add(".state = 1 and ").add(e).add(".wrapped is not null");
    out.add(" and ");
    all(e, type, all);
    scope.write(out, e, type);
  }

  /** That the entry is of the type and meets all these. */
  void all(String e, String type, List<Condition> all) {
    if (type.equals(Selection.ANY)) {
      out.add("true");
    } else {
      out.add(e).add(".type = ").bindShort(indexing.typeNumber(type));
    }
    for (Condition condition : all) {
      out.add("\n and ");
      test(e, condition);
    }
  }

  void test(String e, Condition condition) {
    switch (condition) {
      case Condition.AnyOf(List<Condition> of) -> any(e, of);
      case Condition.Not(Condition of) -> {
        if (Exactness.isExact(of)) {
          out.add("not ");
          test(e, of);
        } else {
          out.add("true");
        }
      }
      case Condition.Ids(List<String> ids) ->
          out.add("exists (select from entry_id i where i.entry = ")
              .add(e)
              .add(".entry and i.type = ")
              .add(e)
              .add(".type and i.id = any (")
              .bindTexts(ids)
              .add("))");
      case Condition.Updated(Condition.Interval when) -> updated(e + ".updated", when);
      case Condition.Token _, Condition.Uri _ -> hashed(e, List.of(condition));
      case Condition.Reference reference -> {
        out.add(links(e, reference.by())).add(" && array(");
        linked(reference);
        out.add(")");
      }
      case Condition.Text(TypeParameter by, Condition.TextMatch match, String text) ->
          text(e, by, match, text);
      case Condition.Date(TypeParameter by, Condition.Interval when) -> {
        ordered(e, "date_term", by);
        out.add(" and ");
        date(when);
        out.add(")");
      }
      case Condition.Quantity(TypeParameter by, Condition.Unit unit, Condition.Range range) ->
          quantity(e, by, unit, range);
      case Condition.Missing(TypeParameter by) -> missing(e, by);
      case Condition.Composite(TypeParameter _, List<Condition> components) ->
          joined(e, components, " and ", "true");
      case Condition.TypedIdentifier(TypeParameter by, String _, String _, String value) ->
          hashed(e, List.of(new Condition.Token(by, Condition.Systems.ANY, value)));
      case Condition.Chain(TypeParameter by, Selection targets) -> chain(e, by, targets);
      case Condition.ReferredBy(TypeParameter by, Selection sources) -> referred(e, by, sources);
      case Condition.OfTypes(List<String> types) ->
          out.add(e)
              .add(".type = any (")
              .bind(types.stream().mapToLong(indexing::typeNumber).toArray())
              .add(")");
      case Condition.InChart(EntryId patient) -> {
        out.add(e).add(".chart = ");
        compartment.place("chart", patient);
      }
      case Condition.Around around -> compartment.test(e, around);
      case Condition.Happened(Condition.Interval when) -> {
        out.add("(").add(e).add(".dated = ").bind(TermRows.UNDATED);
        out.add(" or exists (select from date_term x where x.entry = ").add(e);
        out.add(".entry and x.parameter = any (");
        out.bind(indexing.clinicalDates().stream().mapToLong(Integer::longValue).toArray());
        out.add(") and ");
        date(when);
        out.add("))");
      }
      case Condition.Beside _ -> throw new IllegalStateException("entries only come from this");
      case Condition.CodeOf _, Condition.CodeText _, Condition.UriBelow _, Condition.UriAbove _ ->
          out.add("true");
    }
  }

  private void joined(String e, List<Condition> of, String word, String none) {
    if (of.isEmpty()) {
      out.add(none);
      return;
    }
    String separator = "(";
    for (Condition condition : of) {
      out.add(separator);
      test(e, condition);
      separator = word;
    }
    out.add(")");
  }

  /** Hashes are asked for together, however many there are. */
  private void any(String e, List<Condition> of) {
    List<Condition> hashed = of.stream().filter(PostgresTerms::are).toList();
    if (hashed.size() < 2) {
      joined(e, of, " or ", "false");
      return;
    }
    List<Condition> others = new ArrayList<>(of);
    others.removeAll(hashed);
    out.add("(");
    hashed(e, hashed);
    for (Condition condition : others) {
      out.add(" or ");
      test(e, condition);
    }
    out.add(")");
  }

  private void hashed(String e, List<Condition> any) {
    PostgresTerms terms = PostgresTerms.of(any, indexing, hash);
    out.add("(");
    if (terms.hasHot()) {
      out.add("exists (select from term t where t.term");
      terms.writeHot(out);
      out.add(" and t.chart = ").add(e).add(".chart and t.dated = ").add(e);
      out.add(".dated and t.entry = ").add(e).add(".entry)");
    }
    if (terms.hasTail()) {
      out.add(terms.hasHot() ? " or " : "").add(e).add(".tail && ").bind(terms.tail());
    }
    out.add(")");
  }

  /** The column that has the links of a parameter. */
  String links(String e, TypeParameter by) {
    return e + (indexing.isHot(by.parameter()) ? ".links" : ".tail");
  }

  /** A select of the links to these entries, as far as something is known by their ids. */
  void linked(Condition.Reference reference) {
    List<EntryId> targets = reference.targets();
    long[] types = targets.stream().mapToLong(id -> indexing.typeNumber(id.type())).toArray();
    out.add("select link(").bind(reference.by().parameter()).add(", i.entry) from unnest(");
    out.bind(types).add(", ").bindTexts(targets.stream().map(EntryId::id).toList());
    out.add(") u (type, id) join entry_id i on i.type = u.type and i.id = u.id");
  }

  private void ordered(String e, String table, TypeParameter by) {
    out.add("exists (select from ").add(table).add(" x where x.entry = ").add(e);
    out.add(".entry and x.parameter = ").bindShort(by.parameter());
  }

  private void text(String e, TypeParameter by, Condition.TextMatch match, String text) {
    ordered(e, "text_term", by);
    out.add(" and ");
    text(match, text);
    out.add(")");
  }

  /** What a row {@code x} of a text is held against. */
  void text(Condition.TextMatch match, String text) {
    switch (match) {
      case START, EXACT -> {
        String normal = match == Condition.TextMatch.START ? text : indexing.normal(text);
        String above = normal + Character.toString(Character.MAX_CODE_POINT);
        out.add("x.value >= ").bind(normal).add(" and x.value < ").bind(above);
      }
      case PART -> {
        out.add("(position(").bind(text).add(" in x.value) > 0 or length(x.value) >= ");
        out.bind(IndexTerm.Text.LENGTH_MAX).add(")");
      }
    }
  }

  /** What a row {@code x} of a date is held against. */
  void date(Condition.Interval when) {
    String within = "(x.low >= %s and x.high <= %s)";
    switch (when.relation()) {
      case WITHIN -> interval(within, when.low(), when.high());
      case NOT_WITHIN -> interval("not " + within, when.low(), when.high());
      case ENDS_AFTER -> interval("x.high > %s", when.high());
      case BEGINS_BEFORE -> interval("x.low < %s", when.low());
      case ENDS_AFTER_OR_WITHIN ->
          interval(
              "(x.high > %s or x.low >= %s and x.high <= %s)",
              when.high(), when.low(), when.high());
      case BEGINS_BEFORE_OR_WITHIN ->
          interval(
              "(x.low < %s or x.low >= %s and x.high <= %s)", when.low(), when.low(), when.high());
      case WHOLLY_AFTER -> interval("x.low >= %s", when.high());
      case WHOLLY_BEFORE -> interval("x.high <= %s", when.low());
      case OVERLAPS -> interval("(x.low < %s and x.high > %s)", when.high(), when.low());
    }
  }

  private void interval(String form, long... moments) {
    String[] parts = form.split("%s", -1);
    out.add(parts[0]);
    for (int i = 0; i < moments.length; i++) {
      out.bind(moments[i]).add(parts[i + 1]);
    }
  }

  /** The time of a version is a moment: it begins then, and ends a millisecond after. */
  void updated(String column, Condition.Interval when) {
    String form =
        switch (when.relation()) {
          case WITHIN, OVERLAPS -> "(%1$s >= low and %1$s < high)";
          case NOT_WITHIN -> "not (%1$s >= low and %1$s < high)";
          case ENDS_AFTER, WHOLLY_AFTER -> "%1$s >= high";
          case BEGINS_BEFORE, WHOLLY_BEFORE -> "%1$s < low";
          case ENDS_AFTER_OR_WITHIN -> "%1$s >= low";
          case BEGINS_BEFORE_OR_WITHIN -> "%1$s < high";
        };
    for (String part : form.formatted(column).splitWithDelimiters("low|high", 0)) {
      switch (part) {
        case "low" -> out.bindTime(when.low());
        case "high" -> out.bindTime(when.high());
        default -> out.add(part);
      }
    }
  }

  private void quantity(String e, TypeParameter by, Condition.Unit unit, Condition.Range range) {
    ordered(e, "quantity_term", by);
    if (unit instanceof Condition.Unit.Of(String system, String code)) {
      out.add(" and x.unit = ").bind(hash.unit(system, code)).add(" and ");
      double low = range.low().doubleValue();
      double high = range.high().doubleValue();
      switch (range.bound()) {
        case WITHIN -> out.add("x.value >= ").bind(low).add(" and x.value < ").bind(high);
        case NOT_WITHIN ->
            out.add("(x.value < ").bind(low).add(" or x.value >= ").bind(high).add(")");
        case BETWEEN -> out.add("x.value >= ").bind(low).add(" and x.value <= ").bind(high);
        case ABOVE -> out.add("x.value > ").bind(high);
        case BELOW -> out.add("x.value < ").bind(low);
        case AT_LEAST -> out.add("x.value >= ").bind(low);
        case AT_MOST -> out.add("x.value <= ").bind(high);
      }
    }
    out.add(")");
  }

  /** What has rows is not missing; what has none may be. */
  private void missing(String e, TypeParameter by) {
    switch (indexing.column(by.parameter())) {
      case TEXT -> none(e, "text_term", by);
      case DATE -> none(e, "date_term", by);
      case QUANTITY -> none(e, "quantity_term", by);
      case HASH -> out.add("true");
    }
  }

  private void none(String e, String table, TypeParameter by) {
    out.add("not ");
    ordered(e, table, by);
    out.add(")");
  }

  private void chain(String e, TypeParameter by, Selection targets) {
    String f = out.alias();
    out.add("exists (select from unnest(").add(links(e, by)).add(") l");
    out.add(" join entry_id i on i.entry = ").add(TARGET).add(" join entry ").add(f);
    out.add(" on ").add(f).add(".chart = i.chart and ").add(f).add(".entry = i.entry where l >= ");
    out.bind(Link.first(by.parameter())).add(" and l < ").bind(Link.first(by.parameter() + 1));
    out.add(" and ");
    selected(f, targets.type(), targets.all());
    out.add(")");
  }

  private void referred(String e, TypeParameter by, Selection sources) {
    String f = out.alias();
    if (indexing.isHot(by.parameter())) {
      out.add("exists (select from term t join entry ").add(f).add(" on ").add(f);
      out.add(".chart = t.chart and ").add(f).add(".entry = t.entry where t.term = link(");
      out.bind(by.parameter()).add(", ").add(e).add(".entry) and ");
    } else {
      out.add("exists (select from entry ")
          .add(f)
          .add(" where ")
          .add(f)
          .add(".tail @> array[link(");
      out.bind(by.parameter()).add(", ").add(e).add(".entry)] and ");
    }
    selected(f, sources.type(), sources.all());
    out.add(")");
  }
}
