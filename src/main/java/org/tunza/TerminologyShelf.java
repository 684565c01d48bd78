package org.tunza;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tunza.command.Terminologies;
import org.tunza.platform.Clock;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.postgres.Progress;
import org.tunza.record.Attribution;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystems.Loaded;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.store.terminology.PostgresCodeSystemLoad;
import org.tunza.store.terminology.PostgresCodeSystems;

/** The code systems of a store: beside the program that runs on it, or opened for this alone. */
final class TerminologyShelf implements Terminologies.Shelf {

  private final Ground ground;

  private TerminologyShelf(Ground ground) {
    this.ground = ground;
  }

  static Terminologies.Shelf reach(Settings settings, Progress progress, Consumer<String> how) {
    return new TerminologyShelf(Ground.reach(settings, progress, how));
  }

  @Override
  public List<Loaded> all() {
    return new PostgresCodeSystems(ground.database().transactions()).all();
  }

  @Override
  public void load(CodeSystem codeSystem, Hierarchy hierarchy, String source, AtomicLong done) {
    Transactions owner = new Transactions(ground.database().owner(), Randomness.secure());
    PostgresCodeSystemLoad.Origin origin =
        new PostgresCodeSystemLoad.Origin(
            source, Attribution.Agents.LOCAL_OPERATOR, Clock.system().instant());
    new PostgresCodeSystemLoad(owner).load(codeSystem, hierarchy, origin, done);
  }

  @Override
  public void close() {
    ground.close();
  }
}
