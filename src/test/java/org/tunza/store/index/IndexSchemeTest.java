package org.tunza.store.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunza.record.index.Indexing;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** Stores have rows of the scheme that made them; one that changes has another number. */
final class IndexSchemeTest {

  private static final Path SAMPLES = Path.of("samples/people");

  /** Of the rows that the samples have by it. */
  private static final String HASH =
      "3758f8d1292ab500fd0fc489defc4f194f0eba45f4dba6e62844837f574de78e";

  private final Indexing indexing = new FhirIndexing(new SearchCatalogue());
  private final TermHash hash = new TermHash(new byte[32]);

  @Test
  void the_rows_of_the_samples_are_those_of_the_scheme() throws Exception {
    TreeSet<String> rows = new TreeSet<>();
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.sorted().toList()) {
        for (ObjectNode resource : resources(file)) {
          rows.add(rows(resource));
        }
      }
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(String.join("\n", rows).getBytes(UTF_8));
    assertThat(HexFormat.of().formatHex(digest))
        .as(
            "Other rows than before: raise SearchIndex.SCHEME (%d), and put this hash here. If only"
                + " the samples changed, the scheme stays.",
            SearchIndex.SCHEME)
        .isEqualTo(HASH);
  }

  private static List<ObjectNode> resources(Path bundle) throws IOException {
    ObjectNode tree = JsonReader.read(Files.readAllBytes(bundle)).orThrow();
    ArrayNode entries = Objects.requireNonNull(tree.array("entry"));
    return entries.items().stream()
        .map(entry -> Objects.requireNonNull(((ObjectNode) entry).object("resource")))
        .toList();
  }

  private String rows(ObjectNode resource) throws SQLException {
    String type = Objects.requireNonNull(resource.string("resourceType"));
    ObjectNode made = resource.withAfter("resourceType", "id", Node.string("1"));
    int number = indexing.typeNumber(type);
    TermRows rows =
        TermRows.of(
            number,
            indexing.of(type, JsonWriter.write(made)).terms(),
            indexing,
            hash,
            id -> id.toString().hashCode() & 0xFFFF);
    return String.join(
        " ",
        type,
        String.valueOf(rows.dated()),
        Arrays.toString(rows.hot()),
        Arrays.toString(rows.tail()),
        new TreeSet<>(rows.texts().stream().map(Object::toString).toList()).toString(),
        new TreeSet<>(rows.dates().stream().map(Object::toString).toList()).toString(),
        new TreeSet<>(rows.quantities().stream().map(Object::toString).toList()).toString());
  }
}
