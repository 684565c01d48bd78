package org.tunza.fhir.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunza.create.MetaChange;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.Request.Subject;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.use.AccessRecord;

/**
 * $meta: the meta of a version, or the profiles, tags and labels in use on all current versions of
 * a type or of the store, as long as these are few enough to be read.
 * https://hl7.org/fhir/R4/resource-operation-meta.html
 */
public final class ShowMeta implements Interaction<Request.Operation> {

  private static final int OK = 200;
  private static final int PAGE = 500;

  /** Versions that are read for one answer. */
  private static final int VERSIONS_MAX = 10_000;

  private final AccessRecord access;

  public ShowMeta(AccessRecord access) {
    this.access = access;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    return switch (request.subject()) {
      case Subject.OfEntry(EntryId id) -> access.current(id, exchange.who()).map(ShowMeta::answer);
      case Subject.OfVersion(EntryId id, int number) ->
          access.version(id, number, exchange.who()).map(ShowMeta::answer);
      case Subject.OfType(String type) -> inUse(new History.Of.Type(type), exchange);
      case Subject.Whole() -> inUse(new History.Of.Everything(), exchange);
    };
  }

  private static Answer answer(Version version) {
    return returned(meta(version)).stamped(Answer.Stamp.of(version));
  }

  static Answer returned(ObjectNode meta) {
    ObjectNode parameter = ObjectNode.of("name", Node.string("return")).with("valueMeta", meta);
    return Answer.of(
        OK,
        ObjectNode.of("resourceType", Node.string("Parameters"))
            .with("parameter", Node.array(List.of(parameter))));
  }

  static ObjectNode meta(Version version) {
    ObjectNode meta = JsonReader.read(version.content()).orThrow().object("meta");
    return meta == null ? ObjectNode.empty() : meta;
  }

  private Outcome<Answer> inUse(History.Of of, Exchange exchange) {
    ObjectNode union = ObjectNode.empty();
    Set<EntryId> seen = new HashSet<>();
    Optional<History.Cursor> after = Optional.empty();
    int read = 0;
    do {
      History walk = new History(of, Optional.empty(), Optional.empty(), after, PAGE);
      switch (access.versions(walk, exchange.who())) {
        case Outcome.Refused<History.Page>(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
        case Outcome.Done<History.Page>(History.Page page) -> {
          read += page.versions().size();
          for (Version version : page.versions()) {
            if (seen.add(version.id()) && version.state() == Version.State.CURRENT) {
              union = MetaChange.ADD.on(union, meta(version));
            }
          }
          after = page.next();
        }
      }
    } while (after.isPresent() && read < VERSIONS_MAX);
    return after.isPresent()
        ? Outcome.refused(
            RefusalCode.TOO_COMPLEX,
            "",
            "more than %d versions; ask for a type or an entry".formatted(VERSIONS_MAX))
        : Outcome.done(returned(union));
  }
}
