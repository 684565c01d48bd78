package org.tunza;

import java.util.function.Consumer;
import org.tunza.command.Keys;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.postgres.Progress;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyDestruction;

/** Gives a store a new master key: beside the program that runs on it, or opened for this alone. */
final class KeyRotation {

  private KeyRotation() {}

  static Keys.Rotated run(Settings settings, Progress progress, Consumer<String> how) {
    try (Ground ground = Ground.reach(settings, progress, how)) {
      progress.doing("Waiting for commits to end, and wrapping the keys anew");
      int version =
          new KeyDestruction(
                  ground.masters(),
                  Randomness.secure(),
                  name -> Blobs.remove(ground.blobStore(), name))
              .run(ground.database().disposing(), new KeyDestruction.Target.Nothing());
      return new Keys.Rotated(version, ground.masters().file(version));
    }
  }
}
