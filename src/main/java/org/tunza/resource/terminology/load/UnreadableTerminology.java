package org.tunza.resource.terminology.load;

import java.io.IOException;

/** That a file holds no code system that can be taken in, and why, in one line. */
public final class UnreadableTerminology extends IOException {
  public UnreadableTerminology(String line) {
    super(line);
  }
}
