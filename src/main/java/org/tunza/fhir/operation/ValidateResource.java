package org.tunza.fhir.operation;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;
import static org.tunza.record.RefusalCode.UNKNOWN_INTERACTION;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.create.Drafts;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Refusals;
import org.tunza.fhir.Request;
import org.tunza.fhir.Request.Subject;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.profile.Finding;
import org.tunza.resource.profile.ProfileValidator;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.use.AccessRecord;

/**
 * $validate: says whether a resource could be written, then what its profiles say about it. Nothing
 * is written. https://hl7.org/fhir/R4/resource-operation-validate.html
 */
public final class ValidateResource implements Interaction<Request.Operation> {

  private static final int OK = 200;

  private final Drafts drafts;
  private final AccessRecord access;
  private final ProfileValidator profiles;

  public ValidateResource(Drafts drafts, AccessRecord access, ProfileValidator profiles) {
    this.drafts = drafts;
    this.access = access;
    this.profiles = profiles;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    return switch (request.subject()) {
      case Subject.OfType(String type) -> answer(type, Optional.empty(), request, exchange);
      case Subject.OfEntry(EntryId id) -> answer(id.type(), Optional.of(id), request, exchange);
      case Subject.Whole _, Subject.OfVersion _ ->
          Outcome.refused(
              UNKNOWN_INTERACTION, "", "the operation is offered on types and on entries");
    };
  }

  private Outcome<Answer> answer(
      String type, Optional<EntryId> id, Request.Operation request, Exchange exchange) {
    return Asked.of(request, exchange)
        .then(asked ->
            switch (asked.mode) {
              case "delete" -> deletable(id, exchange);
              case "create", "update", "profile", "" ->
                  resource(asked, id, exchange)
                      .then(resource -> validated(type, id, asked, resource));
              default ->
                  Outcome.refused(INVALID_PARAMETER, "mode", "create, update, delete or profile");
            });
  }

  private Outcome<Answer> deletable(Optional<EntryId> id, Exchange exchange) {
    if (id.isEmpty()) {
      return Outcome.refused(INVALID_PARAMETER, "mode", "only an entry can be deleted");
    }
    return access
        .current(id.get(), exchange.who())
        .map(version ->
            Answer.of(
                OK,
                Refusals.informational(
                    "it can be deleted as long as no other entry refers to it")));
  }

  /** What is to be validated: what was sent, else the entry as it is. */
  private Outcome<ObjectNode> resource(Asked asked, Optional<EntryId> id, Exchange exchange) {
    if (asked.resource != null) {
      return Outcome.done(asked.resource);
    }
    return id.isPresent()
        ? access
            .current(id.get(), exchange.who())
            .then(version -> JsonReader.read(version.content()))
        : Outcome.refused(INVALID_PARAMETER, "resource", "the resource is missing");
  }

  private Outcome<Answer> validated(
      String type, Optional<EntryId> id, Asked asked, ObjectNode resource) {
    Outcome<ObjectNode> checked =
        drafts
            .check(type, resource)
            .then(valid ->
                asked.mode.equals("update") && id.isPresent()
                    ? Drafts.sameId(id.get(), valid)
                    : Outcome.done(valid));
    return switch (checked) {
      case Outcome.Refused<ObjectNode>(Refusal refusal) ->
          Outcome.done(Answer.of(OK, Refusals.outcome(refusal)));
      case Outcome.Done<ObjectNode>(ObjectNode valid) ->
          profiles
              .findings(valid, asked.profiles)
              .map(findings -> Answer.of(OK, outcome(findings)));
    };
  }

  private static ObjectNode outcome(List<Finding> findings) {
    if (findings.isEmpty()) {
      return Refusals.informational("no fault was found");
    }
    List<ObjectNode> issues = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      ObjectNode issue =
          ObjectNode.of("severity", Node.string(finding.severity().name().toLowerCase(Locale.ROOT)))
              .with("code", Node.string("processing"))
              .with("diagnostics", Node.string(finding.text()));
      issues.add(
          finding.place().isEmpty()
              ? issue
              : issue.with("expression", Node.array(List.of(Node.string(finding.place())))));
    }
    return ObjectNode.of("resourceType", Node.string("OperationOutcome"))
        .with("issue", Node.array(issues));
  }

  /** The parameters of the operation, from the address, or from a Parameters that was sent. */
  private record Asked(@Nullable ObjectNode resource, String mode, Set<String> profiles) {

    static Outcome<Asked> of(Request.Operation request, Exchange exchange) {
      String mode = exchange.query().first("mode");
      String profile = exchange.query().first("profile");
      Asked inAddress =
          new Asked(null, mode == null ? "" : mode, profile == null ? Set.of() : Set.of(profile));
      if (request.method().equals("GET") || exchange.body().mediaType().isEmpty()) {
        return Outcome.done(inAddress);
      }
      return exchange.resource().map(inAddress::with);
    }

    private Asked with(ObjectNode sent) {
      if (!"Parameters".equals(sent.string("resourceType")) || sent.array("parameter") == null) {
        return new Asked(sent, mode, profiles);
      }
      Asked asked = this;
      var parameters = sent.array("parameter");
      for (Node parameter : parameters == null ? List.<Node>of() : parameters.items()) {
        asked = parameter instanceof ObjectNode one ? asked.and(one) : asked;
      }
      return asked;
    }

    private Asked and(ObjectNode parameter) {
      String name = parameter.string("name");
      return switch (name == null ? "" : name) {
        case "resource" -> new Asked(parameter.object("resource"), mode, profiles);
        case "mode" -> {
          String value = parameter.string("valueCode");
          yield new Asked(resource, value == null ? mode : value, profiles);
        }
        case "profile" -> {
          String uri = parameter.string("valueUri");
          String value = uri == null ? parameter.string("valueCanonical") : uri;
          yield new Asked(resource, mode, value == null ? profiles : Set.of(value));
        }
        default -> this;
      };
    }
  }
}
