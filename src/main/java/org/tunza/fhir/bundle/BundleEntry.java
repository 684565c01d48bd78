package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.INVALID_BUNDLE;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.create.transaction.Editions;
import org.tunza.create.transaction.Gist;
import org.tunza.record.Edition;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ObjectNode;

/**
 * An entry of a bundle as sent, without its resource. https://hl7.org/fhir/R4/bundle.html
 *
 * @param fullUrl empty when there is none
 * @param body place of its resource among the bodies, or {@link #NO_BODY}
 * @param told the edition that its response tells of, as in the history of another store
 * @param gist what is remembered of the resource
 */
record BundleEntry(
    int index, String fullUrl, EntryRequest request, Optional<Edition> told, int body, Gist gist) {

  static final int NO_BODY = -1;

  /** What is asked for, as in the request line and headers of HTTP. */
  record EntryRequest(
      String method,
      String url,
      @Nullable String ifNoneMatch,
      @Nullable String ifModifiedSince,
      @Nullable String ifMatch,
      @Nullable String ifNoneExist) {}

  /** Reads an entry from its members other than resource. */
  static Outcome<BundleEntry> of(int index, ObjectNode entry, int body, Gist gist) {
    String place = place(index);
    String unknown = unknownMember(entry, "Bundle.entry");
    if (unknown != null) {
      return Outcome.refused(INVALID_BUNDLE, place + "." + unknown, "there is no such element");
    }
    ObjectNode request = entry.object("request");
    if (request == null) {
      return Outcome.refused(INVALID_BUNDLE, place + ".request", "the request is missing");
    }
    String strange = unknownMember(request, "Bundle.entry.request");
    if (strange != null) {
      return Outcome.refused(
          INVALID_BUNDLE, place + ".request." + strange, "there is no such element");
    }
    String method = request.string("method");
    String url = request.string("url");
    if (method == null || url == null) {
      return Outcome.refused(
          INVALID_BUNDLE, place + ".request", "method and url are both needed, as strings");
    }
    if (entry.member("fullUrl") != null && entry.string("fullUrl") == null) {
      return Outcome.refused(INVALID_BUNDLE, place + ".fullUrl", "not a string");
    }
    String fullUrl = entry.string("fullUrl");
    return Outcome.done(
        new BundleEntry(
            index,
            fullUrl == null ? "" : fullUrl,
            new EntryRequest(
                method.intern(),
                url,
                request.string("ifNoneMatch"),
                request.string("ifModifiedSince"),
                request.string("ifMatch"),
                request.string("ifNoneExist")),
            told(entry.object("response")),
            body,
            gist));
  }

  private static Optional<Edition> told(@Nullable ObjectNode response) {
    String tag = response == null ? null : response.string("etag");
    return response == null || tag == null || !tag.matches("W/\"[0-9]+\"")
        ? Optional.empty()
        : Editions.told(tag.substring(3, tag.length() - 1), response.string("lastModified"));
  }

  /** Where an entry stands, as a FHIRPath. */
  static String place(int index) {
    return "Bundle.entry[%d]".formatted(index);
  }

  String place() {
    return place(index);
  }

  /**
   * A refusal of what the entry asks for, with the entry's place when it names none in a bundle.
   */
  Refusal placed(Refusal refusal) {
    return new Refusal(
        refusal.code(),
        refusal.faults().stream()
            .map(fault ->
                fault.place().startsWith("Bundle.entry")
                    ? fault
                    : new Refusal.Fault(place() + ".request", fault.text()))
            .toList());
  }

  boolean hasBody() {
    return body != NO_BODY;
  }

  private static @Nullable String unknownMember(ObjectNode object, String typeName) {
    TypeDefinition type = Definitions.r4().type(typeName);
    if (type == null) {
      throw new IllegalStateException("the tables have no " + typeName);
    }
    for (int i = 0; i < object.size(); i++) {
      if (type.member(object.name(i)) == null) {
        return object.name(i);
      }
    }
    return null;
  }
}
