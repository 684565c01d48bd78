package org.tunza.fhir.operation;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;
import static org.tunza.record.RefusalCode.METHOD_NOT_ALLOWED;
import static org.tunza.record.RefusalCode.UNKNOWN_INTERACTION;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.create.AmendMeta;
import org.tunza.create.Drafts;
import org.tunza.create.MetaChange;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Written;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * $meta-add and $meta-delete, on an entry as it is now: what a version says is never changed.
 * https://hl7.org/fhir/R4/resource-operation-meta-add.html
 */
public final class ChangeMeta implements Interaction<Request.Operation> {

  private final AmendMeta deed;
  private final Drafts drafts;
  private final MetaChange change;

  public ChangeMeta(AmendMeta deed, Drafts drafts, MetaChange change) {
    this.deed = deed;
    this.drafts = drafts;
    this.change = change;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    if (!(request.subject() instanceof Request.Subject.OfEntry(EntryId id))) {
      return Outcome.refused(
          UNKNOWN_INTERACTION,
          "",
          "versions are written once; the operation is offered on an entry as it is now");
    }
    if (!request.method().equals("POST")) {
      return Outcome.refused(METHOD_NOT_ALLOWED, "", "an operation that writes is posted");
    }
    return exchange
        .resource()
        .then(sent -> drafts.check("Parameters", sent))
        .then(ChangeMeta::meta)
        .then(meta -> deed.amend(id, change, meta, exchange.who()))
        .map(ChangeMeta::answer);
  }

  private static Outcome<ObjectNode> meta(ObjectNode parameters) {
    ObjectNode meta = value(parameters.array("parameter"));
    return meta == null
        ? Outcome.refused(
            INVALID_PARAMETER, "Parameters.parameter", "one named meta with a valueMeta is needed")
        : Outcome.done(meta);
  }

  private static @Nullable ObjectNode value(@Nullable ArrayNode parameters) {
    for (Node parameter : parameters == null ? List.<Node>of() : parameters.items()) {
      if (parameter instanceof ObjectNode one && "meta".equals(one.string("name"))) {
        return one.object("valueMeta");
      }
    }
    return null;
  }

  private static Answer answer(Written written) {
    ObjectNode resource = JsonReader.read(written.content().orElseThrow()).orThrow();
    ObjectNode meta = resource.object("meta");
    return ShowMeta.returned(meta == null ? ObjectNode.empty() : meta)
        .stamped(Answer.Stamp.of(written));
  }
}
