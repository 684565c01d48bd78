package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.resource.terminology.CodeSystemReader;
import org.tunza.resource.terminology.Trees;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

/** CodeSystem resources in JSON, alone or in bundles. https://hl7.org/fhir/R4/codesystem.html */
final class FhirCodeSystem implements Format {

  @Override
  public String name() {
    return "FHIR CodeSystem (JSON)";
  }

  @Override
  public List<Member> recognised(List<Member> files) {
    return files.stream().filter(file -> file.head().stripLeading().startsWith("{")).toList();
  }

  @Override
  public List<CodeSystemContent> read(List<Member> files) throws IOException {
    List<CodeSystemContent> found = new ArrayList<>();
    for (Member file : files) {
      for (ObjectNode resource : resources(file)) {
        if (Trees.text(resource, "resourceType").equals("CodeSystem")) {
          CodeSystemReader.read(resource).ifPresent(found::add);
        }
      }
    }
    if (found.isEmpty()) {
      throw new UnreadableTerminology(
          "there is no CodeSystem with a url and concepts of its own (content complete or fragment)");
    }
    return found;
  }

  private static List<ObjectNode> resources(Member file) throws IOException {
    try (InputStream stream = file.open()) {
      return switch (JsonReader.read(stream.readAllBytes())) {
        case Outcome.Refused<ObjectNode>(var refusal) ->
            throw new UnreadableTerminology(
                file.name() + ": " + refusal.faults().getFirst().text());
        case Outcome.Done<ObjectNode>(ObjectNode resource) -> {
          List<ObjectNode> all = new ArrayList<>(List.of(resource));
          for (ObjectNode entry : Trees.objects(resource, "entry")) {
            ObjectNode inner = entry.object("resource");
            if (inner != null) {
              all.add(inner);
            }
          }
          yield all;
        }
      };
    }
  }
}
