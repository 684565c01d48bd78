package org.tunza.store.search;

import java.util.List;
import org.tunza.record.AccessScope;
import org.tunza.record.index.Indexing;
import org.tunza.record.search.Selection;
import org.tunza.store.index.TermHash;

/** Writes that an entry may be seen, given the alias of its row in {@code entry}. */
public final class PostgresScope {

  private static final String ANYWHERE = "/* seen */";

  private final AccessScope scope;
  private final Indexing indexing;
  private final TermHash hash;

  public PostgresScope(AccessScope scope, Indexing indexing, TermHash hash) {
    this.scope = scope;
    this.indexing = indexing;
    this.hash = hash;
    if (scope instanceof AccessScope.Granted(List<Selection> grants)
        && !grants.stream().allMatch(Exactness::isExact)) {
      throw new IllegalArgumentException("the index alone can't tell what may be seen");
    }
  }

  /** A statement that shows only what may be seen, and what is bound there. */
  public record Scoped(String statement, List<Object> bound) {}

  /** Of a statement that has current entries of a type as {@code e}, and a place for this. */
  public Scoped of(String statement, String type) {
    if (!(scope instanceof AccessScope.Granted)) {
      return new Scoped(statement, List.of());
    }
    SearchStatement out = new SearchStatement();
    write(out, "e", type);
    return at(statement, out);
  }

  /** Of a statement that has versions of any type as {@code v}, and a place for this. */
  public Scoped ofVersions(String statement) {
    if (!(scope instanceof AccessScope.Granted)) {
      return new Scoped(statement, List.of());
    }
    SearchStatement out = new SearchStatement();
    out.add(" and exists (select from entry_id i")
        .add(" join entry e on e.chart = i.chart and e.entry = i.entry")
        .add(" where i.entry = v.entry");
    write(out, "e", Selection.ANY);
    return at(statement, out.add(")"));
  }

  private static Scoped at(String statement, SearchStatement seen) {
    return new Scoped(statement.replace(ANYWHERE, seen.text()), List.of(seen.parameters()));
  }

  /** Writes one condition more, where there is one. */
  void write(SearchStatement out, String e, String type) {
    if (!(scope instanceof AccessScope.Granted(List<Selection> all))) {
      return;
    }
    List<Selection> grants = all.stream().filter(grant -> concerns(grant, type)).toList();
    if (grants.stream().anyMatch(grant -> grant.all().isEmpty() && isWhole(grant, type))) {
      return;
    }
    out.add(" and (").add(e).add(".type = any (").bind(whole(grants)).add(") or ");
    out.add(e).add(".state = 1 and ").add(e).add(".wrapped is not null and (false");
    // What a policy looks at is looked at as it is, whether or not it may itself be seen.
    PostgresTests tests =
        new PostgresTests(
            out, indexing, hash, new PostgresScope(AccessScope.everything(), indexing, hash));
    for (Selection grant : grants) {
      if (!grant.all().isEmpty()) {
        out.add(" or ");
        tests.all(e, isWhole(grant, type) ? Selection.ANY : grant.type(), grant.all());
      }
    }
    out.add("))");
  }

  private static boolean concerns(Selection grant, String type) {
    return type.equals(Selection.ANY) || isWhole(grant, type);
  }

  /** Whether the grant is about all entries of a type. */
  private static boolean isWhole(Selection grant, String type) {
    return grant.isOfAny() || grant.type().equals(type);
  }

  /** The types of which all may be seen. */
  private long[] whole(List<Selection> grants) {
    return grants.stream()
        .filter(grant -> grant.all().isEmpty())
        .mapToLong(grant -> indexing.typeNumber(grant.type()))
        .distinct()
        .toArray();
  }
}
