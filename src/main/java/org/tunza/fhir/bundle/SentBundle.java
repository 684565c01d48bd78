package org.tunza.fhir.bundle;

import java.util.List;

/** A bundle as sent: its type and its entries; the resources are among the bodies. */
record SentBundle(String type, List<BundleEntry> entries, EntryBodies bodies) {

  SentBundle {
    entries = List.copyOf(entries);
  }
}
