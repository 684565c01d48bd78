package org.tunza.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.validation.Validator;
import org.tunza.resource.xml.XmlReader;
import org.tunza.resource.xml.XmlWriter;

final class SamplesTest {

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples/people"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_sample_is_valid_and_survives_xml(Path sample) throws IOException {
    var tree = JsonReader.read(Files.readAllBytes(sample)).orThrow();
    assertThat(Validator.strict(Definitions.r4()).refusal(tree)).isEmpty();
    var again = XmlReader.read(XmlWriter.write(tree)).orThrow();
    assertThat(XmlWriter.write(again)).isEqualTo(XmlWriter.write(tree));
  }
}
