package org.tunza.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.tunza.record.EntryId;
import org.tunza.record.Version;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Search;
import org.tunza.record.search.Selection;
import org.tunza.store.search.PostgresSearch;

/**
 * Conditions on linked entries of which the index can't tell alone whether they are met: those
 * entries are found first, and named in the place of the condition.
 */
final class Links {

  /** Linked entries that are found for one condition. */
  private static final int LINKED_MAX = 1_000;

  private final Indexing indexing;
  private final Finding finding;

  /** Finds all of a search, when that is not much. */
  @FunctionalInterface
  interface Finding {
    List<Version> all(Search search) throws SQLException;
  }

  Links(Indexing indexing, Finding finding) {
    this.indexing = indexing;
    this.finding = finding;
  }

  Search resolved(Search search) throws SQLException {
    if (PostgresSearch.isExact(search)) {
      return search;
    }
    List<Selection> of = new ArrayList<>();
    for (Selection selection : search.of()) {
      of.add(resolved(selection));
    }
    return search.of(of);
  }

  private Selection resolved(Selection selection) throws SQLException {
    return new Selection(selection.type(), resolved(selection.type(), selection.all()));
  }

  private List<Condition> resolved(String type, List<Condition> conditions) throws SQLException {
    List<Condition> resolved = new ArrayList<>();
    for (Condition condition : conditions) {
      resolved.add(resolved(type, condition));
    }
    return resolved;
  }

  private Condition resolved(String type, Condition condition) throws SQLException {
    return switch (condition) {
      case Condition.AnyOf(List<Condition> of) -> new Condition.AnyOf(resolved(type, of));
      case Condition.Not(Condition of) -> new Condition.Not(resolved(type, of));
      case Condition.Chain(TypeParameter by, Selection targets)
          when !PostgresSearch.isExact(targets) ->
          referringTo(by, found(targets));
      case Condition.ReferredBy(TypeParameter by, Selection sources)
          when !PostgresSearch.isExact(sources) ->
          referredBy(type, by, found(sources));
      default -> condition;
    };
  }

  private List<Version> found(Selection selection) throws SQLException {
    return finding.all(Search.all(List.of(resolved(selection)), LINKED_MAX));
  }

  private static Condition referringTo(TypeParameter by, List<Version> targets) {
    return new Condition.Reference(by, targets.stream().map(Version::id).toList());
  }

  private Condition referredBy(String type, TypeParameter by, List<Version> sources) {
    TreeSet<String> ids = new TreeSet<>();
    for (Version source : sources) {
      for (IndexTerm term : indexing.of(source.id().type(), source.content()).terms()) {
        if (term instanceof IndexTerm.Reference(int parameter, EntryId target)
            && parameter == by.parameter()
            && target.type().equals(type)) {
          ids.add(target.id());
        }
      }
    }
    return new Condition.Ids(List.copyOf(ids));
  }
}
