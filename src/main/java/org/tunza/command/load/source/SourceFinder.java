package org.tunza.command.load.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds the files in whatever was named: files, folders, archives and archives within those. What
 * lies in an archive is unpacked once, into the hoard; hidden files are passed over.
 */
public final class SourceFinder {

  private static final int ARCHIVES_DEEP_MAX = 3;

  private final Hoard hoard;
  private final Finds finds;

  /** Is told of what is found. */
  public interface Finds {
    void source(Source source);

    /** A file whose name says nothing that is taken in. */
    void passedOver(String name);

    void unreadable(String name, IOException fault);
  }

  public SourceFinder(Hoard hoard, Finds finds) {
    this.hoard = hoard;
    this.finds = finds;
  }

  public void find(Path path) {
    if (!Files.isDirectory(path)) {
      file(path);
      return;
    }
    for (Path child : children(path)) {
      find(child);
    }
  }

  private List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> !isHidden(child.toString())).sorted().toList();
    } catch (IOException e) {
      finds.unreadable(folder.toString(), e);
      return List.of();
    }
  }

  private static boolean isHidden(String name) {
    return name.substring(name.lastIndexOf('/') + 1).startsWith(".");
  }

  private void file(Path path) {
    String name = path.toString();
    Packing packing = Packing.of(name);
    switch (packing.content()) {
      case JSON, XML, LINES, HISTORY ->
          finds.source(
              new Source(
                  name, packing.content(), () -> packing.uncompressed(Files.newInputStream(path))));
      case TAR, ZIP -> {
        try (InputStream archive = packing.uncompressed(Files.newInputStream(path))) {
          archive(name, packing, archive, 1);
        } catch (IOException e) {
          finds.unreadable(name, e);
        }
      }
      case OTHER -> finds.passedOver(name);
    }
  }

  private void archive(String name, Packing packing, InputStream content, int depth)
      throws IOException {
    if (packing.content() == Packing.Content.TAR) {
      TarMembers.walk(content, (member, bytes) -> member(name + "/" + member, bytes, depth));
      return;
    }
    ZipInputStream zip = new ZipInputStream(content);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        member(name + "/" + entry.getName(), new Unclosed(zip), depth);
      }
    }
  }

  private void member(String name, InputStream content, int depth) throws IOException {
    if (isHidden(name)) {
      return;
    }
    Packing packing = Packing.of(name);
    switch (packing.content()) {
      case JSON, XML, LINES, HISTORY -> {
        Hoard.Span span = hoard.keep(packing.uncompressed(content));
        finds.source(new Source(name, packing.content(), () -> hoard.stream(span)));
      }
      case TAR, ZIP -> {
        if (depth == ARCHIVES_DEEP_MAX) {
          finds.passedOver(name);
        } else {
          archive(name, packing, packing.uncompressed(content), depth + 1);
        }
      }
      case OTHER -> finds.passedOver(name);
    }
  }

  /** A stream whose end is not the end of what it is read from. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The archive goes on after this file.
    }
  }
}
