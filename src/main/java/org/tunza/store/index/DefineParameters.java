package org.tunza.store.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameter;
import org.tunza.record.index.OwnParameter.Definition;
import org.tunza.store.index.PostgresOwnParameters.Live;

/**
 * Takes on what SearchParameter entries define, in the commit that writes them; no other one is
 * open. From the next commit on, all make rows of it.
 */
public final class DefineParameters {

  /** Own parameters of a store, each type for itself. */
  public static final int PARAMETERS_MAX = 250;

  private final Indexing indexing;
  private final Map<String, List<Definition>> defined = new LinkedHashMap<>();
  private final List<Live> live = new ArrayList<>();
  private final List<Live> gone = new ArrayList<>();
  private final List<Added> added = new ArrayList<>();

  private record Added(String source, Definition definition) {}

  public DefineParameters(Indexing indexing) {
    this.indexing = indexing;
  }

  /**
   * Notes what an entry defines from now on, if it is of such a type.
   *
   * @param content null when it is deleted
   */
  public void add(EntryId id, byte @Nullable [] content) {
    if (indexing.isOfDefinitions(id.type())) {
      add(id, content == null ? List.of() : indexing.definitions(content));
    }
  }

  /** Notes that an entry defines these from now on. */
  public void add(EntryId id, List<Definition> definitions) {
    defined.put(id.id(), definitions);
  }

  /** Takes all of that on, or says why not. */
  public @Nullable Refusal run(Connection connection) throws SQLException {
    if (defined.isEmpty()) {
      return null;
    }
    live.addAll(PostgresOwnParameters.live(connection));
    defined.forEach(this::compare);
    if (gone.isEmpty() && added.isEmpty()) {
      return null;
    }
    Refusal refusal = refusal(connection);
    if (refusal == null) {
      write(connection);
    }
    return refusal;
  }

  private void compare(String source, List<Definition> now) {
    List<Definition> kept = new ArrayList<>();
    for (Live one : live) {
      if (one.source().equals(source) && !one.isReplaced()) {
        if (now.contains(one.parameter().definition())) {
          kept.add(one.parameter().definition());
        } else {
          gone.add(one);
        }
      }
    }
    now.stream()
        .filter(definition -> !kept.contains(definition))
        .forEach(definition -> added.add(new Added(source, definition)));
  }

  private @Nullable Refusal refusal(Connection connection) throws SQLException {
    long stay = live.stream().filter(one -> !one.isReplaced()).count() - gone.size();
    if (stay + added.size() > PARAMETERS_MAX) {
      return refused("", "there are %d own search parameters at most".formatted(PARAMETERS_MAX));
    }
    if (PostgresOwnParameters.nextNumber(connection) + added.size() > OwnParameter.NUMBER_MAX) {
      return refused("", "the numbers for own search parameters are used up");
    }
    for (Added one : added) {
      boolean isTaken =
          live.stream().anyMatch(other -> !gone.contains(other) && isTaking(other, one))
              || added.stream().filter(other -> isSame(other, one)).count() > 1;
      if (isTaken) {
        return refused(
            "code", "another SearchParameter here has this name for " + one.definition().type());
      }
    }
    return null;
  }

  /** One that the same entry's replaces has the name for a while longer. */
  private static boolean isTaking(Live other, Added one) {
    boolean isForerunner = other.source().equals(one.source()) && other.isReplaced();
    return !isForerunner && isNamed(other, one.definition());
  }

  private static boolean isSame(Added other, Added one) {
    return other.definition().type().equals(one.definition().type())
        && other.definition().code().equals(one.definition().code());
  }

  private static boolean isNamed(Live one, Definition definition) {
    Definition own = one.parameter().definition();
    return own.type().equals(definition.type()) && own.code().equals(definition.code());
  }

  private static Refusal refused(String member, String text) {
    String place = member.isEmpty() ? "SearchParameter" : "SearchParameter." + member;
    return Refusal.of(RefusalCode.UNUSABLE_SEARCH_PARAMETER, place, text);
  }

  private void write(Connection connection) throws SQLException {
    long complete = PostgresSearchIndex.read(connection).complete();
    long edition = PostgresSearchIndex.renew(connection, SearchIndex.SCHEME);
    int number = PostgresOwnParameters.nextNumber(connection);
    List<Live> replaced = new ArrayList<>();
    for (Added one : added) {
      PostgresOwnParameters.add(
          connection, new OwnParameter(number, one.definition(), edition, true), one.source());
      Optional<Live> before = replacedBy(one);
      if (before.isPresent()) {
        OwnParameter old = before.get().parameter();
        replaced.add(before.get());
        PostgresOwnParameters.replace(connection, old.number(), number);
        if (old.since() > complete) {
          PostgresOwnParameters.end(connection, old.number(), edition);
        }
      }
      number++;
    }
    for (Live one : gone) {
      if (!replaced.contains(one)) {
        endWithItsForerunner(connection, one, edition);
      }
    }
  }

  private Optional<Live> replacedBy(Added one) {
    return gone.stream()
        .filter(before -> before.source().equals(one.source()) && isNamed(before, one.definition()))
        .findFirst();
  }

  private void endWithItsForerunner(Connection connection, Live last, long edition)
      throws SQLException {
    for (Live one : live) {
      if (one.source().equals(last.source()) && isNamed(one, last.parameter().definition())) {
        PostgresOwnParameters.end(connection, one.parameter().number(), edition);
      }
    }
  }
}
