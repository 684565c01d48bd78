package org.tunza.conformance.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.tunza.record.EntryId;

/**
 * Which entries belong to a patient, encounter and so on, by the published definitions.
 * https://hl7.org/fhir/R4/compartmentdefinition.html
 */
public final class Compartments {

  private static final String PUBLISHED = "/org/hl7/fhir/r4/model/profile/profiles-resources.xml";
  private static final String ITSELF = "{def}";
  private static final Compartments R4 = new Compartments();

  /** By the type of the owner and the type that is searched. */
  private final Map<String, Map<String, List<String>>> parameters = new HashMap<>();

  private Compartments() {
    try (InputStream stream = Compartments.class.getResourceAsStream(PUBLISHED)) {
      read(XMLInputFactory.newInstance().createXMLStreamReader(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Compartments r4() {
    return R4;
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("CompartmentDefinition")) {
        definition(xml);
      }
    }
  }

  private void definition(XMLStreamReader xml) throws XMLStreamException {
    List<String> codes = new ArrayList<>();
    while (!isEnd(xml, "CompartmentDefinition")) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "code" -> codes.add(xml.getAttributeValue(null, "value"));
          case "param" ->
              parameters
                  .computeIfAbsent(codes.getFirst(), owner -> new HashMap<>())
                  .computeIfAbsent(codes.getLast(), type -> new ArrayList<>())
                  .add(xml.getAttributeValue(null, "value"));
          default -> {}
        }
      }
    }
  }

  private static boolean isEnd(XMLStreamReader xml, String name) {
    return xml.getEventType() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(name);
  }

  public boolean contains(EntryId owner, Entry entry) {
    String type = entry.id().type();
    return parameters.getOrDefault(owner.type(), Map.of()).getOrDefault(type, List.of()).stream()
        .anyMatch(code ->
            code.equals(ITSELF)
                ? entry.id().equals(owner)
                : entry.references(Parameters.get(type, code)).anyMatch(owner::equals));
  }
}
