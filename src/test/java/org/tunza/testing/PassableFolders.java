package org.tunza.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders through which other users may go to what lies in them, as the one must who runs
 * PostgreSQL where root may not make a user namespace.
 */
public final class PassableFolders implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    return Files.setPosixFilePermissions(
        Files.createTempDirectory("tunza-"), PosixFilePermissions.fromString("rwx--x--x"));
  }
}
