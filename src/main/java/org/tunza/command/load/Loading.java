package org.tunza.command.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tunza.command.load.Surveyed.Rank;
import org.tunza.command.load.source.Hoard;
import org.tunza.command.load.source.Packing;
import org.tunza.command.load.source.Source;
import org.tunza.command.load.source.SourceFinder;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.Spill;
import org.tunza.record.Outcome;

/**
 * Takes files into a server: looks through all of them, then sends them in waves, each of which
 * refers only to those before. What was done stays done, so that another run goes on.
 */
public final class Loading implements AutoCloseable {

  private final Tally tally;
  private final Hoard hoard;
  private final BundleParts bundles;
  private final Parts parts;
  private final ResourceSet set;
  private final Histories histories;
  private final Keeping keeping;
  private final List<Surveyed> files = new ArrayList<>();
  private final List<Source> found = new ArrayList<>();
  private final List<List<Piece>> past = new ArrayList<>();
  private final List<List<List<Piece>>> steps = new ArrayList<>();

  /**
   * A loading to come.
   *
   * @param fhirBase where the server takes bundles
   * @param keeping what updates keep of where they come from
   * @param spillFolder where what doesn't fit into memory lies, sealed, in the meantime
   */
  public Loading(URI fhirBase, Keeping keeping, Path spillFolder, Tally tally) {
    Hoard.Spilling spilling =
        () -> Spill.in(DataFolder.makePrivate(spillFolder), Randomness.secure());
    Transactions transactions = new Transactions(fhirBase, keeping);
    this.keeping = keeping;
    this.tally = tally;
    this.hoard = new Hoard(spilling);
    this.bundles = new BundleParts(transactions, tally, spilling);
    this.parts = new Parts(transactions, tally);
    this.set = new ResourceSet(hoard, tally);
    this.histories = new Histories(hoard, tally);
  }

  /** That it ended before its end; says why on one line. */
  public static final class BrokenOff extends Exception {
    BrokenOff(Throwable cause) {
      super(cause instanceof Transactions.Unusable ? cause.getMessage() : "defect", cause);
    }
  }

  /** Finds the files and looks through them. */
  public void survey(List<Path> paths) {
    SourceFinder finder = new SourceFinder(hoard, new Finding());
    paths.forEach(finder::find);
    Set<String> withHistory =
        found.stream()
            .filter(source -> source.content() == Packing.Content.HISTORY)
            .map(Source::stem)
            .collect(Collectors.toSet());
    for (Source source : found) {
      if (isTaken(source, withHistory)) {
        look(source);
      } else {
        tally.passedOver();
      }
    }
  }

  /** Of a type whose history is there, the history is taken in as exported, else the rest. */
  private boolean isTaken(Source source, Set<String> withHistory) {
    return switch (source.content()) {
      case HISTORY -> keeping == Keeping.AS_EXPORTED;
      case LINES -> keeping == Keeping.CONTENT || !withHistory.contains(source.stem());
      case JSON, XML -> true;
      case TAR, ZIP, OTHER -> false;
    };
  }

  private Outcome<Surveyed> surveyed(Source source) throws IOException {
    return switch (XmlSource.asJson(source, hoard)) {
      case Outcome.Done<Source>(Source json) -> Survey.of(json);
      case Outcome.Refused<Source>(var refusal) -> Outcome.refused(refusal);
    };
  }

  private void look(Source source) {
    try {
      switch (surveyed(source)) {
        case Outcome.Done<Surveyed>(Surveyed file) -> {
          tally.found(file.entries());
          files.add(file);
        }
        case Outcome.Refused<Surveyed>(var refusal) -> {
          var fault = refusal.faults().getFirst();
          tally.found(1);
          tally.refused(
              new Refused(source.name(), fault.place(), refusal.code().id(), fault.text()));
        }
      }
    } catch (IOException e) {
      tally.found(1);
      tally.refused(unreadable(source.name(), e));
    }
  }

  private final class Finding implements SourceFinder.Finds {
    @Override
    public void source(Source source) {
      found.add(source);
    }

    @Override
    public void passedOver(String name) {
      tally.passedOver();
    }

    @Override
    public void unreadable(String name, IOException fault) {
      tally.found(1);
      tally.refused(Loading.unreadable(name, fault));
    }
  }

  private static Refused unreadable(String name, IOException fault) {
    return new Refused(name, "", "", "can't be read: " + fault.getClass().getSimpleName());
  }

  /** Sends all that was found and ordered. */
  public void load() throws BrokenOff {
    for (Rank rank : List.of(Rank.GROUND, Rank.ORGANISATION, Rank.BUNDLE)) {
      wave(
          files.stream()
              .filter(file -> file.rank() == rank)
              .sorted(Comparator.comparingLong(Surveyed::bytes).reversed())
              .map(this::sending)
              .toList());
    }
    past();
    resources();
  }

  private Wave.Work sending(Surveyed file) {
    return () -> {
      try {
        bundles.send(file);
      } catch (IOException e) {
        tally.refused(unreadable(file.source().name(), e), file.entries());
      }
    };
  }

  /** Brings histories, single resources and lines into an order in which they can be sent. */
  public void order() {
    for (Surveyed file : files) {
      try {
        switch (file.rank()) {
          case HISTORY -> histories.add(file);
          case RESOURCES -> set.add(file);
          case GROUND, ORGANISATION, BUNDLE -> {}
        }
      } catch (IOException e) {
        tally.refused(unreadable(file.source().name(), e));
      }
    }
    past.addAll(histories.parts());
    steps.addAll(set.steps());
  }

  private void past() throws BrokenOff {
    String key = histories.key();
    for (int number = 0; number < past.size(); number++) {
      List<Piece> part = past.get(number);
      String own = key + number;
      wave(List.of(() -> parts.send(part, own)));
    }
  }

  private void resources() throws BrokenOff {
    int number = 0;
    for (List<List<Piece>> step : steps) {
      List<Wave.Work> works = new ArrayList<>();
      for (List<Piece> part : step) {
        String key = set.key(number++);
        works.add(() -> parts.send(part, key));
      }
      wave(works);
    }
  }

  private static void wave(List<Wave.Work> works) throws BrokenOff {
    AtomicReference<@Nullable Throwable> broken = new AtomicReference<@Nullable Throwable>();
    Wave.run(works, broken);
    Throwable cause = broken.get();
    if (cause != null) {
      throw new BrokenOff(cause);
    }
  }

  @Override
  public void close() throws IOException {
    hoard.close();
  }
}
