package org.tunza.fhir.search;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tunza.fhir.Refusals;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.search.Found;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;

/**
 * A page of what was found, as canonical JSON of a bundle; resources go in as they are stored.
 * https://hl7.org/fhir/R4/bundle.html#searchset
 */
final class SearchBundle {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
  private final String base;
  private String separator = ",\"entry\":[";

  private SearchBundle(String base) {
    this.base = base;
  }

  /**
   * The bundle of a page.
   *
   * @param self the link to it, relative to the base
   * @param next the link to the page after it, when there is one
   * @param ignored names of parameters that were passed over
   */
  static byte[] of(
      Found found, String self, Optional<String> next, List<String> ignored, String base) {
    SearchBundle bundle = new SearchBundle(base);
    bundle.head(found, self, next);
    found.versions().forEach(version -> bundle.entry(version, "match"));
    found.along().versions().forEach(version -> bundle.entry(version, "include"));
    if (!ignored.isEmpty()) {
      bundle.outcome(
          RefusalCode.INVALID_PARAMETER,
          String.join(", ", ignored),
          "not understood, and passed over");
    }
    if (!found.along().isAll()) {
      bundle.outcome(
          RefusalCode.TOO_COMPLEX, "", "not all is told that was to be included; ask for less");
    }
    bundle.put(bundle.separator.equals(",") ? "]}" : "}");
    return bundle.out.toByteArray();
  }

  private void head(Found found, String self, Optional<String> next) {
    put("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"");
    found.total().ifPresent(total -> put(",\"total\":" + total));
    put(",\"link\":[{\"relation\":\"self\",\"url\":");
    text(base + "/" + self);
    next.ifPresent(link -> {
      put("},{\"relation\":\"next\",\"url\":");
      text(base + "/" + link);
    });
    put("}]");
  }

  private void entry(Version version, String mode) {
    entry();
    put("{\"fullUrl\":");
    text(base + "/" + version.id());
    put(",\"resource\":");
    out.writeBytes(version.content());
    put(",\"search\":{\"mode\":\"" + mode + "\"}}");
  }

  /** Says what was passed over. */
  private void outcome(RefusalCode code, String place, String text) {
    entry();
    put("{\"resource\":");
    out.writeBytes(JsonWriter.write(Refusals.warning(Refusal.of(code, place, text))));
    put(",\"search\":{\"mode\":\"outcome\"}}");
  }

  private void entry() {
    put(separator);
    separator = ",";
  }

  private void put(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private void text(String value) {
    out.writeBytes(JsonWriter.write(Node.string(value)));
  }
}
