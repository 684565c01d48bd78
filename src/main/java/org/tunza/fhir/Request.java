package org.tunza.fhir;

import java.util.Optional;
import org.tunza.record.EntryId;
import org.tunza.record.History;

/**
 * What a request asks for, by method and path alone; the servlet reads it. A request of an entry in
 * a batch has the same shapes. https://hl7.org/fhir/R4/http.html#summary
 */
public sealed interface Request {

  /** Whether it changes nothing. https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
  default boolean isSafe() {
    return switch (this) {
      case Capabilities _, Read _, ReadVersion _, Versions _, Search _ -> true;
      case Operation(_, _, String method) -> method.equals("GET");
      case Create _,
          Update _,
          ConditionalUpdate _,
          Patch _,
          ConditionalPatch _,
          Delete _,
          ConditionalDelete _,
          Bundle _ ->
          false;
    };
  }

  record Capabilities() implements Request {}

  record Read(EntryId id) implements Request {}

  record ReadVersion(EntryId id, int number) implements Request {}

  record Create(String type) implements Request {}

  record Update(EntryId id) implements Request {}

  record ConditionalUpdate(String type) implements Request {}

  record Patch(EntryId id) implements Request {}

  record ConditionalPatch(String type) implements Request {}

  record Delete(EntryId id) implements Request {}

  record ConditionalDelete(String type) implements Request {}

  record Versions(History.Of of) implements Request {}

  /** A batch or a transaction. */
  record Bundle() implements Request {}

  /**
   * A search; the type is empty when several are meant.
   *
   * @param within the entry in whose compartment is searched
   */
  record Search(String type, SentBy by, Optional<EntryId> within) implements Request {}

  /** Where the parameters of a search are. */
  enum SentBy {
    ADDRESS,
    FORM
  }

  /**
   * An operation.
   *
   * @param name with its dollar sign, as in {@code $validate}
   * @param method GET or POST
   */
  record Operation(Subject subject, String name, String method) implements Request {}

  /** What an operation is called on. */
  sealed interface Subject {
    record Whole() implements Subject {}

    record OfType(String type) implements Subject {}

    record OfEntry(EntryId id) implements Subject {}

    record OfVersion(EntryId id, int number) implements Subject {}
  }
}
