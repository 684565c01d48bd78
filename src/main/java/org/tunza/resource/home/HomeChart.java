package org.tunza.resource.home;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.Home;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.terms.LocalReferences;
import org.tunza.resource.search.terms.TermExtraction;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Decides in which chart an entry lies, and tells which other patients it concerns. The rules, in
 * order: a Patient has its own; organisational types lie in chart 0; a Binary lies with its
 * security context; an entry lies with the patient of its subject, patient or beneficiary, else
 * with the only patient whom it names, else in a chart of its own. Only literal references to a
 * Patient of this store count. https://hl7.org/fhir/R4/compartmentdefinition-patient.html
 */
public final class HomeChart {

  private static final String PATIENT = "Patient";
  private static final List<String> SUBJECTS = List.of("subject", "patient", "beneficiary");

  private final TermExtraction naming;

  public HomeChart() {
    naming = TermExtraction.of(Compartments::has);
  }

  /** Where a resource lies. */
  public Home of(ObjectNode resource) {
    String type = type(resource);
    if (type.equals(PATIENT)) {
      return Home.OWN;
    }
    if (OrganisationTypes.has(type)) {
      return Home.ORGANISATION;
    }
    if (type.equals("Binary")) {
      EntryId context = entry(resource.member("securityContext"));
      return context == null ? Home.OWN : with(context);
    }
    Set<EntryId> subjects = subjects(resource);
    return only(subjects.isEmpty() ? named(resource) : subjects);
  }

  /**
   * The patients that a resource concerns by the patient compartment, besides the one in whose
   * chart it lies; one for each parameter that names them.
   */
  public List<Compartment> compartments(ObjectNode resource, Home home) {
    if (OrganisationTypes.has(type(resource))) {
      return List.of();
    }
    @Nullable EntryId own = own(resource, home);
    List<Compartment> compartments = new ArrayList<>();
    for (IndexTerm term : naming.terms(resource)) {
      if (term instanceof IndexTerm.Reference(int parameter, EntryId target)
          && target.type().equals(PATIENT)
          && !target.equals(own)) {
        compartments.add(new Compartment(target, parameter));
      }
    }
    return List.copyOf(compartments);
  }

  private static @Nullable EntryId own(ObjectNode resource, Home home) {
    return switch (home) {
      case Home.OfPatient(EntryId patient) -> patient;
      case Home.With(EntryId entry) -> entry;
      case Home.Organisation _ -> null;
      case Home.Own _ -> {
        String id = resource.string("id");
        yield id == null ? null : new EntryId(type(resource), id);
      }
    };
  }

  private static Home with(EntryId entry) {
    return entry.type().equals(PATIENT) ? new Home.OfPatient(entry) : new Home.With(entry);
  }

  private static Home only(Set<EntryId> patients) {
    return patients.size() == 1 ? new Home.OfPatient(patients.iterator().next()) : Home.OWN;
  }

  private Set<EntryId> subjects(ObjectNode resource) {
    Set<EntryId> patients = new HashSet<>();
    for (String member : SUBJECTS) {
      if (resource.member(member) instanceof ArrayNode(List<Node> items)) {
        items.forEach(item -> addPatient(item, patients));
      } else {
        addPatient(resource.member(member), patients);
      }
    }
    return patients;
  }

  private void addPatient(@Nullable Node reference, Set<EntryId> patients) {
    EntryId entry = entry(reference);
    if (entry != null && entry.type().equals(PATIENT)) {
      patients.add(entry);
    }
  }

  private Set<EntryId> named(ObjectNode resource) {
    Set<EntryId> patients = new HashSet<>();
    for (IndexTerm term : naming.terms(resource)) {
      if (term instanceof IndexTerm.Reference(int _, EntryId target)
          && target.type().equals(PATIENT)) {
        patients.add(target);
      }
    }
    return patients;
  }

  private @Nullable EntryId entry(@Nullable Node reference) {
    String literal = reference instanceof ObjectNode object ? object.string("reference") : null;
    return literal != null
            && LocalReferences.read(literal) instanceof LocalReferences.Local(var entry)
        ? entry
        : null;
  }

  private static String type(ObjectNode resource) {
    String type = resource.string("resourceType");
    return type == null ? "" : type;
  }
}
