package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.DISK_FULL;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tunza.fhir.BodyFault;
import org.tunza.fhir.view.Format;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;

/**
 * Reads a bundle entry by entry, so that no more than one resource is in memory at a time once
 * there are too many of them. https://hl7.org/fhir/R4/bundle.html
 */
final class BundleReader {

  private BundleReader() {}

  /** Reads a bundle; its entries go to those that are gathered, their resources to the bodies. */
  static Outcome<SentBundle> read(Format format, InputStream body, SentEntries entries) {
    try {
      return switch (format) {
        case JSON -> JsonBundle.read(body, entries);
        case XML -> XmlBundle.read(body, entries);
      };
    } catch (SentEntries.Stop stop) {
      return Outcome.refused(stop.refusal());
    } catch (IOException e) {
      return Outcome.refused(refusal(e));
    }
  }

  private static Refusal refusal(IOException e) {
    if (e instanceof BodyFault fault) {
      return fault.refusal();
    }
    if (String.valueOf(e.getMessage()).contains("No space left on device")) {
      return Refusal.of(DISK_FULL, "", "there is no room for a bundle of this size");
    }
    throw new UncheckedIOException(e);
  }
}
