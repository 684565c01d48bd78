package org.tunza.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunza.record.Refusal;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.validation.Validator;

/**
 * Prints what parsing and validating costs, over a folder of Bundles: whether each is accepted,
 * then microseconds of CPU per entry's resource.
 */
final class MeasureValidation {

  private static final int ROUNDS = 6;
  private static final int RESOURCES_MAX = 20_000;

  private MeasureValidation() {}

  static void main(String[] arguments) throws IOException {
    Validator validator = Validator.strict(Definitions.r4());
    List<byte[]> resources = new ArrayList<>();
    int bundles = 0;
    int accepted = 0;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.sorted().toList()) {
        ObjectNode bundle = JsonReader.read(Files.readAllBytes(file)).orThrow();
        Optional<Refusal> refusal = validator.refusal(bundle);
        refusal.ifPresent(r -> System.out.println(r.code() + " " + r.faults()));
        bundles++;
        accepted += refusal.isEmpty() ? 1 : 0;
        gather(bundle, resources);
      }
    }
    System.out.printf("%d of %d bundles accepted%n", accepted, bundles);
    measure(validator, resources);
  }

  /** Of this thread, since wall times on a shared machine lie. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void gather(ObjectNode bundle, List<byte[]> resources) {
    ArrayNode entries = bundle.array("entry");
    for (Node entry : entries == null ? List.<Node>of() : entries.items()) {
      ObjectNode resource = entry instanceof ObjectNode object ? object.object("resource") : null;
      if (resource != null && resources.size() < RESOURCES_MAX) {
        resources.add(JsonWriter.write(resource));
      }
    }
  }

  private static void measure(Validator validator, List<byte[]> resources) {
    long bytes = resources.stream().mapToLong(r -> r.length).sum();
    System.out.printf("%d resources, %d bytes each%n", resources.size(), bytes / resources.size());
    List<ObjectNode> trees = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      trees.clear();
      long start = cpuNanos();
      for (byte[] resource : resources) {
        trees.add(JsonReader.read(resource).orThrow());
      }
      long parsed = cpuNanos();
      long faults = trees.stream().filter(tree -> validator.refusal(tree).isPresent()).count();
      long validated = cpuNanos();
      System.out.printf(
          "parse %.2f us, validate %.2f us per resource, %d refused%n",
          (parsed - start) / 1e3 / resources.size(),
          (validated - parsed) / 1e3 / resources.size(),
          faults);
    }
  }
}
