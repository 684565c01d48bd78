package org.tunza.resource.terminology.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.State;

/** Each form on small files of invented codes. */
final class PublishedTerminologyTest {

  private static final Path SAMPLES =
      Path.of("src/test/resources/org/tunza/resource/terminology/load");

  @TempDir private Path folder;

  private static CodeSystemContent read(Path path) throws IOException {
    try (PublishedTerminology published = PublishedTerminology.open(path)) {
      List<CodeSystemContent> all = published.read();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static Map<String, Concept> byCode(CodeSystemContent content) {
    return content.concepts().stream()
        .collect(Collectors.toMap(Concept::code, Function.identity()));
  }

  private static Concept concept(Map<String, Concept> concepts, String code) {
    return Objects.requireNonNull(concepts.get(code), code);
  }

  private Path zipped(Path files) throws IOException {
    Path zip = folder.resolve("release_20300101.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> all = Files.walk(files)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("release/" + files.relativize(file)));
        Files.copy(file, out);
      }
    }
    return zip;
  }

  @Test
  void a_code_system_of_fhir_has_the_hierarchy_in_which_it_stands_and_of_its_properties()
      throws IOException {
    CodeSystemContent birds = read(SAMPLES.resolve("codesystem.json"));
    assertThat(birds.codeSystem().canonical()).isEqualTo("urn:test:birds|3");
    assertThat(birds.codeSystem().name()).isEqualTo("Birds of nowhere");
    assertThat(birds.codeSystem().extent()).isEqualTo(Extent.COMPLETE);
    Map<String, Concept> concepts = byCode(birds);
    assertThat(concept(concepts, "owl").parents()).containsExactly("bird", "night");
    assertThat(concept(concepts, "owl").designations())
        .containsExactly(new Designation("sw", new Code("urn:test:use", "common"), "Bundi"));
    assertThat(concept(concepts, "dodo").state()).isEqualTo(State.INACTIVE);
    assertThat(concept(concepts, "bird").properties().getFirst().value())
        .isEqualTo("What has feathers");
  }

  @Test
  void a_snapshot_of_snomed_is_read_from_a_folder_and_from_a_zip_alike() throws IOException {
    CodeSystemContent snapshot = read(SAMPLES.resolve("rf2"));
    assertThat(read(zipped(SAMPLES.resolve("rf2")))).isEqualTo(snapshot);
    assertThat(snapshot.codeSystem().canonical())
        .isEqualTo(
            "http://snomed.info/sct|"
                + "http://snomed.info/sct/900000000000207008/version/20300101");
    Map<String, Concept> concepts = byCode(snapshot);
    assertThat(concepts).containsOnlyKeys("138875005", "1000001", "1000002", "1000003", "1000009");
    assertThat(concept(concepts, "1000003").parents()).containsExactly("1000002");
    assertThat(concept(concepts, "1000003").properties().getFirst().name())
        .isEqualTo("sufficientlyDefined");
    assertThat(concept(concepts, "1000009").state()).isEqualTo(State.INACTIVE);
    assertThat(concept(concepts, "1000002").designations())
        .extracting(Designation::value)
        .containsExactly("Invented disease (disorder)", "Made-up disease", "Invented disease");
  }

  @Test
  void the_preferred_term_of_us_english_is_the_display_else_the_fully_specified_name()
      throws IOException {
    assertThat(byCode(read(SAMPLES.resolve("rf2"))).values())
        .extracting(Concept::display)
        .containsExactlyInAnyOrder(
            "Root concept (root)",
            "Invented finding",
            "Invented disease",
            "Invented color disease",
            "Forgotten (finding)");
  }

  @Test
  void a_damaged_line_is_told_with_its_place() throws IOException {
    for (String name : List.of("Concept", "Relationship")) {
      try (Stream<Path> files = Files.list(SAMPLES.resolve("rf2"))) {
        for (Path file : files.filter(one -> one.toString().contains(name + "_Snap")).toList()) {
          Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
        }
      }
    }
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("descriptions or relationships");
    Files.copy(
        SAMPLES.resolve("rf2/sct2_Description_Snapshot-en_INT_20300101.txt"),
        folder.resolve("sct2_Description_Snapshot-en_INT_20300101.txt"));
    Path concepts = folder.resolve("sct2_Concept_Snapshot_INT_20300101.txt");
    Files.writeString(concepts, Files.readString(concepts) + "1000010\t20300101\n");
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("line 7").hasMessageContaining("5");
  }

  @Test
  void what_is_no_code_system_is_refused_with_what_would_be_one() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "nothing");
    assertThatThrownBy(() -> read(file)).hasMessageContaining("SNOMED CT snapshot");
    Path json = Files.writeString(folder.resolve("patient.json"), "{\"resourceType\":\"Patient\"}");
    assertThatThrownBy(() -> read(json)).hasMessageContaining("no CodeSystem");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"resourceType\":");
    assertThatThrownBy(() -> read(broken)).isInstanceOf(UnreadableTerminology.class);
    Path zip = Files.writeString(folder.resolve("broken.zip"), "PK and no more");
    assertThatThrownBy(() -> read(zip)).hasMessageContaining("damaged zip");
  }
}
