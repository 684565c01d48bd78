package org.tunza.create;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Write;
import org.tunza.record.index.Home;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.content.Canonical;
import org.tunza.resource.home.HomeChart;
import org.tunza.resource.search.OwnDefinitions;
import org.tunza.resource.search.terms.Attachments;
import org.tunza.resource.search.terms.LocalReferences;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.validation.Validator;

/**
 * Makes drafts of resources: checks them, then takes from them what the store needs to find and
 * file them. https://hl7.org/fhir/R4/validation.html
 */
public final class Drafts {

  private final Validator validator;
  private final OwnAddresses addresses;
  private final SearchCatalogue catalogue;
  private final HomeChart homes = new HomeChart();

  /** Drafts of a store that is known at these addresses. */
  public Drafts(Validator validator, OwnAddresses addresses, SearchCatalogue catalogue) {
    this.catalogue = catalogue;
    this.validator = validator;
    this.addresses = addresses;
  }

  /** The resource as it is kept, when it is of this type and structurally valid. */
  public Outcome<ObjectNode> check(String type, ObjectNode resource) {
    if (!type.equals(resource.string("resourceType"))) {
      return Outcome.refused(
          RefusalCode.TYPE_MISMATCH, "resourceType", "not the type that the address says");
    }
    Optional<Refusal> refusal = validator.refusal(resource);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    return type.equals(OwnDefinitions.TYPE)
        ? OwnDefinitions.of(resource).map(_ -> addresses.relative(resource))
        : Outcome.done(addresses.relative(resource));
  }

  /** The identifiers of a checked resource, by which equal conditions are kept in order. */
  public Write.Keys keys(ObjectNode checked) {
    List<IndexTerm.Token> identifiers = catalogue.extraction().identifiers(checked);
    return identifiers.isEmpty() ? Write.Keys.NONE : new Write.Keys(new HashSet<>(identifiers));
  }

  /** The same resource when it carries this id. */
  public static Outcome<ObjectNode> sameId(EntryId id, ObjectNode resource) {
    return id.id().equals(resource.string("id"))
        ? Outcome.done(resource)
        : Outcome.refused(
            RefusalCode.INVALID_ID, id.type() + ".id", "not the id of the entry that is meant");
  }

  /** The draft of a checked resource under an id. */
  public Outcome<Draft> draft(EntryId id, ObjectNode checked) {
    ObjectNode resource = checked.withAfter("resourceType", "id", Node.string(id.id()));
    Home home = homes.of(resource);
    return Outcome.done(
        new Draft(
            id,
            Canonical.of(id, resource),
            home,
            catalogue.extraction().terms(resource),
            LocalReferences.in(resource),
            Attachments.in(resource, addresses),
            homes.compartments(resource, home)));
  }
}
