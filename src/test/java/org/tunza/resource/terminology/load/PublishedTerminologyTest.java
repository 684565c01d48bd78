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
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
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
  void a_national_edition_is_named_by_its_own_module() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("rf2"))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName()).replace("INT", "XX1000999");
        String text = Files.readString(file).replace("1\t900000000000207008", "1\t999000123106");
        Files.writeString(folder.resolve(name), text);
      }
    }
    assertThat(read(folder).codeSystem().version())
        .isEqualTo("http://snomed.info/sct/999000123106/version/20300101");
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
  void a_classification_in_claml_has_its_superclasses_above_and_its_inclusions_as_names()
      throws IOException {
    CodeSystemContent claml = read(SAMPLES.resolve("claml.xml"));
    assertThat(claml.codeSystem().canonical()).isEqualTo("http://hl7.org/fhir/sid/icd-10|2030");
    Map<String, Concept> concepts = byCode(claml);
    Concept category = concept(concepts, "Q90");
    assertThat(category.display()).isEqualTo("Blue nose");
    assertThat(category.parents()).containsExactly("Q90-Q91");
    assertThat(category.designations())
        .extracting(Designation::value)
        .containsExactly("Also called purple nose", "Blaue Nase");
    assertThat(category.properties()).extracting(Property::name).containsExactly("kind", "usage");
    assertThat(concept(concepts, "I").properties())
        .extracting(Property::name)
        .contains("notSelectable");
  }

  @Test
  void codes_that_modifiers_make_are_made_below_the_classes_that_have_none_listed()
      throws IOException {
    Map<String, Concept> concepts = byCode(read(SAMPLES.resolve("claml.xml")));
    assertThat(concepts)
        .containsOnlyKeys(
            "I", "Q90-Q91", "Q90", "Q91", "Q91.0", "Q91.09", "Q91.1", "Q91.19", "Q92", "Q92.0");
    assertThat(concept(concepts, "Q91.19").display()).isEqualTo("Green nose: deep: right");
    assertThat(concept(concepts, "Q91.19").parents()).containsExactly("Q91.1");
    assertThat(concept(concepts, "Q91.1").parents()).containsExactly("Q91");
  }

  @Test
  void seventh_characters_of_icd_10_cm_are_added_to_the_codes_that_have_none_below()
      throws IOException {
    CodeSystemContent tabular = read(SAMPLES.resolve("tabular.xml"));
    assertThat(tabular.codeSystem().canonical())
        .isEqualTo("http://hl7.org/fhir/sid/icd-10-cm|2030");
    Map<String, Concept> concepts = byCode(tabular);
    assertThat(concepts)
        .containsOnlyKeys(
            "1",
            "Q90-Q91",
            "Q90",
            "Q90.1",
            "Q90.1XXA",
            "Q90.1XXD",
            "Q90.234",
            "Q90.234A",
            "Q90.234D",
            "Q91",
            "Q9A-Q9A",
            "Q9A");
    assertThat(concept(concepts, "Q90.234A").display()).isEqualTo("Blue nose, right, first visit");
    assertThat(concept(concepts, "Q90.234A").parents()).containsExactly("Q90.234");
    assertThat(concept(concepts, "Q90.1").designations())
        .extracting(Designation::value)
        .containsExactly("Azure nose");
  }

  @Test
  void the_table_of_loinc_is_read_alone_and_from_its_release_alike() throws IOException {
    CodeSystemContent table = read(SAMPLES.resolve("loinc/LoincTable/Loinc.csv"));
    assertThat(read(zipped(SAMPLES.resolve("loinc")))).isEqualTo(table);
    assertThat(table.codeSystem().canonical()).isEqualTo("http://loinc.org|2.77");
    Map<String, Concept> concepts = byCode(table);
    assertThat(concept(concepts, "99990-1").display())
        .isEqualTo("Nonsense \"pure\" [Mass/volume],\n in serum");
    assertThat(concept(concepts, "99990-1").properties())
        .contains(new Property("SYSTEM", Kind.STRING, "Ser"));
    assertThat(concept(concepts, "99991-9").state()).isEqualTo(State.INACTIVE);
  }

  @Test
  void rxnorm_has_its_own_names_and_relations_alone() throws IOException {
    CodeSystemContent rxNorm = read(SAMPLES.resolve("rxnorm"));
    assertThat(rxNorm.codeSystem().url()).isEqualTo("http://www.nlm.nih.gov/research/umls/rxnorm");
    assertThat(read(zipped(SAMPLES.resolve("rxnorm"))).codeSystem().version())
        .isEqualTo("20300101");
    Map<String, Concept> concepts = byCode(rxNorm);
    assertThat(concepts).containsOnlyKeys("9000001", "9000002", "9000003", "9000004");
    Concept tablet = concept(concepts, "9000003");
    assertThat(tablet.display()).isEqualTo("inventol 5 MG Oral Tablet");
    assertThat(tablet.parents()).containsExactly("9000002");
    assertThat(tablet.properties())
        .containsExactly(
            new Property("has_ingredient", Kind.CODE, "9000001"),
            new Property("TTY", Kind.CODE, "SCD"));
    assertThat(concept(concepts, "9000001").designations())
        .extracting(Designation::value)
        .containsExactly("wonder powder");
    assertThat(concept(concepts, "9000004").state()).isEqualTo(State.INACTIVE);
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
