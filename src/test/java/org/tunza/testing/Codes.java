package org.tunza.testing;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Transactions;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.store.terminology.PostgresCodeSystemLoad;

/** Invented code systems, and the way they come into a database. */
public final class Codes {

  /** Two things are above the amphibian lorry, and the galley is retired. */
  public static final CodeSystemContent VEHICLES =
      new CodeSystemContent(
          new CodeSystem(
              "urn:t:vehicles", "1", "Vehicles", "urn:t:all-vehicles", CodeSystem.Extent.COMPLETE),
          List.of(
              concept("V", "Vehicle", List.of(), List.of()),
              concept("L", "Land vehicle", List.of("V"), List.of()),
              new Concept(
                  "A",
                  "Amphibious lorry",
                  State.ACTIVE,
                  List.of("L", "W"),
                  List.of(new Designation("fr", new Code("", ""), "Camion")),
                  List.of(new Property("wheels", Kind.INTEGER, "6"))),
              concept(
                  "B", "Bicycle", List.of("L"), List.of(new Property("wheels", Kind.INTEGER, "2"))),
              concept("W", "Water vehicle", List.of("V"), List.of()),
              new Concept("G", "Galley", State.INACTIVE, List.of(), List.of(), List.of())));

  private Codes() {}

  private static Concept concept(
      String code, String display, List<String> parents, List<Property> properties) {
    return new Concept(code, display, State.ACTIVE, parents, List.of(), properties);
  }

  /** Loads it as its owner does. */
  public static void load(TestDatabase database, CodeSystemContent content) {
    Transactions owner = new Transactions(database.database().owner(), Randomness.secure());
    Hierarchy hierarchy = ((Hierarchy.Made.Sound) Hierarchy.of(content.concepts())).hierarchy();
    new PostgresCodeSystemLoad(owner)
        .load(
            content.codeSystem(),
            hierarchy,
            new PostgresCodeSystemLoad.Origin("invented", 2, Instant.EPOCH),
            new AtomicLong());
  }
}
