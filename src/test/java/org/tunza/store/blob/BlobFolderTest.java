package org.tunza.store.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Blobs in a folder. */
final class BlobFolderTest extends BlobStoreContract {

  @TempDir private Path folder;

  @Override
  protected BlobStore fresh() {
    return new BlobFolder(folder.resolve("blobs"));
  }

  @Override
  protected void loseMark() throws IOException {
    Files.delete(folder.resolve("blobs/id"));
  }
}
