package org.tunza.create.transaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Outcome;
import org.tunza.record.index.Criteria;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ObjectNode;

/**
 * The conditional references of a transaction, each once: {@code Practitioner?identifier=a|b}. See
 * https://hl7.org/fhir/R4/http.html#trules.
 */
public final class Lookups {

  /** Reads what a conditional reference asks for. */
  @FunctionalInterface
  public interface Reading {
    Outcome<Criteria> criteria(String type, String query);
  }

  private final Reading reading;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Criteria> criteria = new ArrayList<>();

  public Lookups(Reading reading) {
    this.reading = reading;
  }

  /** Takes note of what a resource of the transaction refers to conditionally. */
  public Outcome<ObjectNode> gather(ObjectNode resource) {
    Gathering gathering = new Gathering();
    Outcome<ObjectNode> walked = Relinked.of(resource, gathering);
    return gathering.failed == null ? walked : gathering.failed;
  }

  List<Criteria> criteria() {
    return criteria;
  }

  /** The place of a conditional reference among the look-ups; null when it is none. */
  @Nullable Integer place(String reference) {
    return places.get(reference);
  }

  private final class Gathering implements LinkTargets {
    private @Nullable Outcome<ObjectNode> failed;

    @Override
    public String ofReference(String reference) {
      int mark = reference.indexOf('?');
      if (mark > 0
          && Definitions.r4().isResourceType(reference.substring(0, mark))
          && !places.containsKey(reference)) {
        switch (reading.criteria(reference.substring(0, mark), reference.substring(mark + 1))) {
          case Outcome.Done<Criteria>(Criteria one) -> {
            places.put(reference, criteria.size());
            criteria.add(one);
          }
          case Outcome.Refused<Criteria>(var refusal) -> failed = Outcome.refused(refusal);
        }
      }
      return reference;
    }

    @Override
    public String ofUrl(String url) {
      return url;
    }

    @Override
    public String ofUri(String uri) {
      return uri;
    }
  }
}
