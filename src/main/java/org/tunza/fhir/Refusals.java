package org.tunza.fhir;

import java.util.List;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What a refusal is in HTTP and FHIR: a status and an OperationOutcome; the one place that says so.
 * https://hl7.org/fhir/R4/operationoutcome.html
 */
public final class Refusals {

  /** Code system of refusal codes. */
  public static final String SYSTEM = "https://tunza.org/fhir/refusal";

  private Refusals() {}

  /** Status and issue type, by https://hl7.org/fhir/R4/valueset-issue-type.html. */
  private record Kind(int status, String issueType) {}

  private static Kind kind(RefusalCode code) {
    return switch (code) {
      case MALFORMED_JSON,
          MALFORMED_XML,
          INVALID_ENCODING,
          INVALID_CONTENT,
          UNUSABLE_BODY,
          UNUSABLE_REQUEST ->
          new Kind(400, "structure");
      case EMPTY_BODY -> new Kind(400, "required");
      case UNSUPPORTED_MEDIA_TYPE -> new Kind(415, "not-supported");
      case NOT_ACCEPTABLE -> new Kind(406, "not-supported");
      case UNKNOWN_TYPE, UNKNOWN_INTERACTION, UNKNOWN_PATH -> new Kind(404, "not-supported");
      case INVALID_ID, INVALID_PARAMETER, TYPE_MISMATCH -> new Kind(400, "value");
      case INVALID_PATCH, INVALID_BUNDLE -> new Kind(400, "invalid");
      case METHOD_NOT_ALLOWED -> new Kind(405, "not-supported");
      case DANGLING_REFERENCE -> new Kind(422, "not-found");
      case NOT_FOUND, NO_MATCH -> new Kind(404, "not-found");
      case GONE, DESTROYED -> new Kind(410, "deleted");
      case PROJECTION_READ_ONLY -> new Kind(403, "forbidden");
      case UNUSABLE_SEARCH_PARAMETER -> new Kind(422, "business-rule");
      case UNKNOWN_MODIFIER_EXTENSION -> new Kind(422, "extension");
      case VERSION_CONFLICT -> new Kind(412, "conflict");
      case STILL_REFERENCED, CONCURRENT_CHANGE, ALREADY_DONE -> new Kind(409, "conflict");
      case SEVERAL_MATCHES -> new Kind(412, "multiple-matches");
      case PRECONDITION_REQUIRED -> new Kind(412, "required");
      case BODY_TOO_LARGE, ANSWER_TOO_LARGE -> new Kind(413, "too-long");
      case BUSY -> new Kind(503, "throttled");
      case TOO_COMPLEX -> new Kind(400, "too-costly");
      case TOO_COSTLY -> new Kind(422, "too-costly");
      case DISK_FULL -> new Kind(507, "no-store");
      case DEFECT -> new Kind(500, "exception");
      case KEY_LOST, BLOB_LOST -> new Kind(500, "no-store");
      case DATABASE_UNAVAILABLE,
          SPOOL_UNWRITABLE,
          MASTER_KEY_MISSING,
          BLOBS_UNUSABLE,
          PROGRAM_OUTDATED ->
          new Kind(503, "transient");
    };
  }

  public static int status(RefusalCode code) {
    return kind(code).status;
  }

  /** The OperationOutcome of a refusal, one issue for each fault. */
  public static ObjectNode outcome(Refusal refusal) {
    return outcome(refusal.faults().stream().map(fault -> issue(refusal.code(), fault)).toList());
  }

  /** An OperationOutcome of one issue that tells how a deed went well. */
  public static ObjectNode informational(String text) {
    ObjectNode issue =
        ObjectNode.of("severity", Node.string("information"))
            .with("code", Node.string("informational"))
            .with("diagnostics", Node.string(text));
    return outcome(List.of(issue));
  }

  /** An OperationOutcome of one issue that tells what a deed has passed over. */
  public static ObjectNode warning(Refusal passed) {
    Refusal.Fault fault = passed.faults().getFirst();
    return outcome(List.of(issue(passed.code(), fault).with("severity", Node.string("warning"))));
  }

  private static ObjectNode outcome(List<ObjectNode> issues) {
    return ObjectNode.of("resourceType", Node.string("OperationOutcome"))
        .with("issue", Node.array(issues));
  }

  private static ObjectNode issue(RefusalCode code, Refusal.Fault fault) {
    ObjectNode coding =
        ObjectNode.of("system", Node.string(SYSTEM)).with("code", Node.string(code.id()));
    ObjectNode issue =
        ObjectNode.of("severity", Node.string("error"))
            .with("code", Node.string(kind(code).issueType))
            .with("details", ObjectNode.of("coding", Node.array(List.of(coding))))
            .with("diagnostics", Node.string(fault.text()));
    return fault.place().isEmpty()
        ? issue
        : issue.with("expression", Node.array(List.of(Node.string(fault.place()))));
  }
}
