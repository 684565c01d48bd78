package org.tunza.fhir.view;

import org.tunza.fhir.Answer;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlWriter;

/**
 * The body of an answer as it goes out.
 *
 * @param mediaType empty when there is no body
 */
public record Shown(String mediaType, byte[] bytes) {

  private static final Shown NOTHING = new Shown("", new byte[0]);

  /** Shows content in a view; stored JSON goes out unparsed when it is wanted as it is. */
  public static Outcome<Shown> of(Answer.Content content, View view) {
    return switch (content) {
      case Answer.Content.Nothing _ -> Outcome.done(NOTHING);
      case Answer.Content.Raw(String mediaType, byte[] bytes, _) ->
          Outcome.done(new Shown(mediaType, bytes));
      case Answer.Content.Stored(byte[] canonical) ->
          view.isWhole() && view.format() == Format.JSON
              ? Outcome.done(json(canonical, view))
              : tree(JsonReader.read(canonical).orThrow(), view);
      case Answer.Content.Tree(ObjectNode resource) -> tree(resource, view);
    };
  }

  private static Outcome<Shown> tree(ObjectNode resource, View view) {
    boolean countable = "Bundle".equals(resource.string("resourceType"));
    if (view.summary() == View.Summary.COUNT && !countable) {
      return Outcome.refused(
          RefusalCode.INVALID_PARAMETER, "_summary", "count is for bundles only");
    }
    return Outcome.done(whole(Subset.of(resource, view), view));
  }

  /** Shows a resource whole. */
  public static Shown whole(ObjectNode resource, View view) {
    return switch (view.format()) {
      case JSON -> json(JsonWriter.write(resource), view);
      case XML ->
          new Shown(
              "application/fhir+xml;charset=UTF-8",
              view.spacing() == View.Spacing.PRETTY
                  ? XmlWriter.writePretty(resource)
                  : XmlWriter.write(resource));
    };
  }

  private static Shown json(byte[] canonical, View view) {
    return new Shown(
        "application/fhir+json;charset=UTF-8",
        view.spacing() == View.Spacing.PRETTY ? Indentation.of(canonical) : canonical);
  }
}
