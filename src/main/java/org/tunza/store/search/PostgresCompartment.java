package org.tunza.store.search;

import java.util.List;
import java.util.function.IntPredicate;
import org.tunza.record.EntryId;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;

/**
 * Writes what refers to an entry. What concerns a patient from other charts has rows in
 * compartment; what was there before him, and refers to him by a hot parameter, has only terms.
 */
final class PostgresCompartment {

  private static final String PATIENT = "Patient";

  private final SearchStatement out;
  private final Indexing indexing;

  PostgresCompartment(SearchStatement out, Indexing indexing) {
    this.out = out;
    this.indexing = indexing;
  }

  /** Selects the places of all that are around an entry, each once. */
  void drive(Condition.Around around) {
    if (around.owner().type().equals(PATIENT)) {
      ofPatient(around);
    } else {
      ofOther(around);
    }
  }

  private void ofPatient(Condition.Around around) {
    out.add("select c.home as chart, c.entry from compartment c where c.chart = ");
    place("chart", around.owner());
    for (String side : List.of(" < ", " > ")) {
      out.add("\n union ");
      hot(around);
      out.add(" and t.chart").add(side);
      place("chart", around.owner());
    }
  }

  private void ofOther(Condition.Around around) {
    out.add("select i.chart, i.entry from entry_id i where i.type = ");
    out.bindShort(indexing.typeNumber(around.owner().type()));
    out.add(" and i.id = ").bind(around.owner().id()).add("\n union ");
    hot(around);
    out.add("\n union select f.chart, f.entry from entry f where f.tail && ");
    links(around, parameter -> !indexing.isHot(parameter));
  }

  private void hot(Condition.Around around) {
    out.add("select t.chart, t.entry from term t where t.term = any (");
    links(around, indexing::isHot);
    out.add(")");
  }

  /** That an entry is around it. */
  void test(String e, Condition.Around around) {
    if (around.owner().type().equals(PATIENT)) {
      out.add("(").add(e).add(".chart <> ");
      place("chart", around.owner());
      out.add(" and (exists (select from compartment c where c.chart = ");
      place("chart", around.owner());
      out.add(" and c.entry = ").add(e).add(".entry) or ").add(e).add(".links && ");
      links(around, indexing::isHot);
      out.add("))");
    } else {
      out.add("(").add(e).add(".entry = ");
      place("entry", around.owner());
      out.add(" or ").add(e).add(".links && ");
      links(around, indexing::isHot);
      out.add(" or ").add(e).add(".tail && ");
      links(around, parameter -> !indexing.isHot(parameter));
      out.add(")");
    }
  }

  /** The chart of an entry, or its number. */
  void place(String column, EntryId id) {
    out.add("(select i.").add(column).add(" from entry_id i where i.type = ");
    out.bindShort(indexing.typeNumber(id.type())).add(" and i.id = ").bind(id.id()).add(")");
  }

  private void links(Condition.Around around, IntPredicate which) {
    long[] parameters =
        around.by().stream()
            .mapToInt(TypeParameter::parameter)
            .filter(which)
            .asLongStream()
            .toArray();
    out.add("array(select link(u.parameter::integer, i.entry) from unnest(").bind(parameters);
    out.add(") u (parameter) join entry_id i on i.type = ");
    out.bindShort(indexing.typeNumber(around.owner().type())).add(" and i.id = ");
    out.bind(around.owner().id()).add(")");
  }
}
