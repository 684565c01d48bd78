package org.tunza.store.terminology;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.tunza.platform.database.CopyRows;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Transactions;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.record.terminology.Ranges;
import org.tunza.record.terminology.Words;

/** Loads a version of a code system, in place of the one of that name: as a whole or not at all. */
public final class PostgresCodeSystemLoad {

  private static final String REMOVE = "delete from code_system where url = ? and version = ?";

  private static final List<String> SWEEP =
      List.of(
          "delete from concept where system not in (select number from code_system)",
          "delete from concept_designation where system not in (select number from code_system)",
          "delete from concept_property where system not in (select number from code_system)");

  private static final String ADD =
      """
      insert into code_system (number, concepts, agent, extent, loaded, url, version, name,
        value_set, source, inactive)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::int4multirange)
      """;

  private static final String CONCEPTS =
      "copy concept (system, number, code, display, parents, below, words) from stdin";

  private static final String DESIGNATIONS =
      """
      copy concept_designation (system, concept, language, use_system, use_code, value) from stdin
      """;

  private static final String PROPERTIES =
      "copy concept_property (system, concept, kind, name, value, value_system) from stdin";

  private final Transactions owner;

  /** Loads with the rights of the owner of the schema. */
  public PostgresCodeSystemLoad(Transactions owner) {
    this.owner = owner;
  }

  /**
   * What a load is of.
   *
   * @param source name of the file
   * @param agent number of the account
   */
  public record Origin(String source, int agent, Instant at) {}

  /**
   * Loads it. What it takes the place of is swept away after that, so that who has begun to read it
   * can go on for as long; a load that was killed before its sweep is swept by the next.
   *
   * @param done counts the concepts as they are written
   */
  public void load(CodeSystem codeSystem, Hierarchy hierarchy, Origin origin, AtomicLong done) {
    owner.transact(connection -> {
      Sql.update(connection, "lock table code_system in exclusive mode");
      Sql.update(connection, REMOVE, codeSystem.url(), codeSystem.version());
      int number = (int) Sql.number(connection, "select nextval('code_system_number')");
      done.set(0);
      concepts(connection, number, hierarchy, done);
      designations(connection, number, hierarchy.concepts());
      properties(connection, number, hierarchy.concepts());
      add(connection, number, codeSystem, hierarchy, origin);
      return number;
    });
    owner.transact(PostgresCodeSystemLoad::sweep);
  }

  private static int sweep(Connection connection) throws SQLException {
    int swept = 0;
    for (String sweep : SWEEP) {
      swept += Sql.update(connection, sweep);
    }
    for (String table : List.of("concept", "concept_designation", "concept_property")) {
      Sql.update(connection, "analyze " + table);
    }
    return swept;
  }

  private static void concepts(
      Connection connection, int system, Hierarchy hierarchy, AtomicLong done) throws SQLException {
    try (CopyRows rows = new CopyRows(connection, CONCEPTS)) {
      for (int number = 0; number < hierarchy.concepts().size(); number++) {
        Concept concept = hierarchy.concepts().get(number);
        String parents =
            Arrays.stream(hierarchy.parents(number))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",", "{", "}"));
        rows.row(
            system,
            number,
            concept.code(),
            concept.display(),
            parents,
            hierarchy.below(number),
            String.join(" ", Words.of(concept)));
        done.incrementAndGet();
      }
    }
  }

  private static void designations(Connection connection, int system, List<Concept> concepts)
      throws SQLException {
    try (CopyRows rows = new CopyRows(connection, DESIGNATIONS)) {
      for (int number = 0; number < concepts.size(); number++) {
        for (Designation one : concepts.get(number).designations()) {
          rows.row(
              system, number, one.language(), one.use().system(), one.use().code(), one.value());
        }
      }
    }
  }

  private static void properties(Connection connection, int system, List<Concept> concepts)
      throws SQLException {
    try (CopyRows rows = new CopyRows(connection, PROPERTIES)) {
      for (int number = 0; number < concepts.size(); number++) {
        for (Property one : concepts.get(number).properties()) {
          rows.row(system, number, one.kind().number(), one.name(), one.value(), one.system());
        }
      }
    }
  }

  private static void add(
      Connection connection, int number, CodeSystem codeSystem, Hierarchy hierarchy, Origin origin)
      throws SQLException {
    List<Concept> concepts = hierarchy.concepts();
    BitSet inactive = new BitSet();
    for (int i = 0; i < concepts.size(); i++) {
      inactive.set(i, concepts.get(i).state() == Concept.State.INACTIVE);
    }
    Sql.update(
        connection,
        ADD,
        number,
        concepts.size(),
        origin.agent(),
        codeSystem.extent().number(),
        origin.at(),
        codeSystem.url(),
        codeSystem.version(),
        codeSystem.name(),
        codeSystem.valueSet(),
        origin.source(),
        Ranges.of(inactive).toString());
  }
}
