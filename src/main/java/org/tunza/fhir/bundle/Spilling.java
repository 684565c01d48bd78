package org.tunza.fhir.bundle;

import java.io.IOException;
import org.tunza.platform.Spill;

/** Makes the spill of a large bundle when it is needed. */
@FunctionalInterface
public interface Spilling {
  Spill open() throws IOException;
}
