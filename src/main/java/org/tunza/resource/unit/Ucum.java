package org.tunza.resource.unit;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.fhir.ucum.ExpressionParser;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;

/**
 * The Unified Code for Units of Measure: which codes are units, and what they are in base units.
 * Arbitrary units, and special ones but for degrees Celsius and Fahrenheit, are bases of their own:
 * they can't be converted into others. https://ucum.org/ucum
 */
public final class Ucum {

  public static final String SYSTEM = "http://unitsofmeasure.org";

  /** Characters of a code; a longer one is no unit. */
  private static final int LENGTH_MAX = 100;

  /** Codes that are kept once they were read: content may have any number of others. */
  private static final int KEPT_MAX = 10_000;

  private static final String DEFINITIONS = "/ucum-essence.xml";
  private static final Map<String, Optional<UcumUnit>> KEPT = new ConcurrentHashMap<>();

  private static final Map<String, UcumUnit> DEGREES =
      Map.of(
          "Cel", new UcumUnit("K", new BigDecimal("273.15"), BigDecimal.ONE),
          "[degF]",
              new UcumUnit(
                  "K",
                  new BigDecimal("459.67"),
                  BigDecimal.valueOf(5).divide(BigDecimal.valueOf(9), MathContext.DECIMAL128)));

  private static final class Known {
    static final UcumModel MODEL = model();
    static final Set<String> ARBITRARY = arbitrary();
  }

  private Ucum() {}

  /** The unit of a code; empty when it is none. */
  public static Optional<UcumUnit> find(String code) {
    Optional<UcumUnit> kept = KEPT.get(code);
    if (kept != null) {
      return kept;
    }
    Optional<UcumUnit> unit =
        code.isEmpty() || code.length() > LENGTH_MAX
            ? Optional.empty()
            : Optional.ofNullable(DEGREES.get(code)).or(() -> read(code));
    if (KEPT.size() < KEPT_MAX) {
      KEPT.put(code, unit);
    }
    return unit;
  }

  /** The same, of a code of this system alone. */
  public static Optional<UcumUnit> find(String system, String code) {
    return system.equals(SYSTEM) ? find(code) : Optional.empty();
  }

  private static Optional<UcumUnit> read(String code) {
    try {
      return new UcumBases(Known.ARBITRARY, Known.MODEL)
          .of(new ExpressionParser(Known.MODEL).parse(code));
    } catch (UcumException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static UcumModel model() {
    try (InputStream definitions = definitions()) {
      return new UcumEssenceService(definitions).getModel();
    } catch (UcumException | IOException e) {
      throw new IllegalStateException("the definitions of units can't be read", e);
    }
  }

  private static InputStream definitions() {
    return Objects.requireNonNull(UcumEssenceService.class.getResourceAsStream(DEFINITIONS));
  }

  /** Those units that the definitions say are arbitrary; the library's model leaves that out. */
  private static Set<String> arbitrary() {
    Set<String> codes = new HashSet<>();
    try (InputStream definitions = definitions()) {
      XMLInputFactory factory = XMLInputFactory.newInstance();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader xml = factory.createXMLStreamReader(definitions);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT
            && "yes".equals(xml.getAttributeValue(null, "isArbitrary"))) {
          codes.add(xml.getAttributeValue(null, "Code"));
        }
      }
    } catch (XMLStreamException | IOException e) {
      throw new IllegalStateException("the definitions of units can't be read", e);
    }
    return codes;
  }
}
