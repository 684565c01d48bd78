package org.tunza.command;

import java.net.URI;
import org.tunza.platform.Settings;
import org.tunza.platform.postgres.Progress;

/** A server that runs; closing it stops it in order, and returns when all is safe. */
public interface Server extends AutoCloseable {

  /** Where it answers. */
  URI address();

  @Override
  void close();

  /** How a server is started; known to the composition root. */
  @FunctionalInterface
  interface Starting {
    Server start(Settings settings, Progress progress);
  }
}
