package org.tunza.command.export;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.DataFolder;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

/**
 * Writes what is current at one moment as one file of lines for each resource type, and when it is
 * wanted all versions until then. A file has its name only when it is whole. See
 * https://hl7.org/fhir/R4/nd-json.html.
 */
public final class Exporting {

  private static final int PAGE = 500;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final HistoryPages pages;
  private final Path folder;
  private final String moment;
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong files = new AtomicLong();

  /** An export to come, of what is current at the moment. */
  public Exporting(URI fhirBase, Path folder, Instant moment) {
    this.pages = new HistoryPages(fhirBase);
    this.folder = folder;
    this.moment = INSTANT.format(moment);
  }

  /** Lines written so far. */
  public long lines() {
    return lines.get();
  }

  /** Files written so far. */
  public long files() {
    return files.get();
  }

  /** Writes the current version of each entry that is not deleted. */
  public void current() throws IOException {
    for (String type : types()) {
      String path = "%s/_history?_at=%s&_count=%d".formatted(type, moment, PAGE);
      write(type + ".ndjson", path, entry -> entry.object("resource"));
    }
  }

  /** Writes all versions and deletions, as the entries of histories, at no server's address. */
  public void history() throws IOException {
    for (String type : types()) {
      String path = "%s/_history?_count=%d".formatted(type, PAGE);
      write(type + ".history", path, entry -> entry.without("fullUrl"));
    }
  }

  private static Set<String> types() {
    return new TreeSet<>(Definitions.r4().resourceTypes());
  }

  private void write(String name, String path, Function<ObjectNode, @Nullable ObjectNode> content)
      throws IOException {
    Path unfinished = folder.resolve("." + name + ".making");
    try {
      long before = lines.get();
      try (FileOutputStream file = new FileOutputStream(unfinished.toFile());
          OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES)) {
        pages.walk(path, entry -> line(out, content.apply(entry)));
        out.flush();
        file.getFD().sync();
      }
      if (lines.get() > before) {
        DataFolder.rename(unfinished, folder.resolve(name));
        files.incrementAndGet();
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void line(OutputStream out, @Nullable ObjectNode node) throws IOException {
    if (node != null) {
      out.write(JsonWriter.write(node));
      out.write('\n');
      lines.incrementAndGet();
    }
  }
}
