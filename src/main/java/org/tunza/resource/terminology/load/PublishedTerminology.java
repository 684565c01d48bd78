package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tunza.record.terminology.CodeSystemContent;

/** The code systems in a file, a folder or a zip, as their publishers hand them out. */
public final class PublishedTerminology implements AutoCloseable {

  private static final List<Format> FORMATS =
      List.of(
          new SnomedSnapshot(),
          new LoincTable(),
          new RxNormFiles(),
          new ClamlClassification(),
          new Icd10CmTabular(),
          new FhirCodeSystem());

  private final List<Member> members = new ArrayList<>();
  private final List<ZipFile> zips = new ArrayList<>();

  private PublishedTerminology() {}

  /** Looks into what lies at a path. */
  public static PublishedTerminology open(Path path) throws IOException {
    PublishedTerminology published = new PublishedTerminology();
    try {
      published.find(path);
      return published;
    } catch (IOException | RuntimeException e) {
      published.close();
      throw e;
    }
  }

  private void find(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          members.add(Member.of(file.toString(), () -> Files.newInputStream(file)));
        }
      }
    } else if (isZip(path)) {
      zip(path);
    } else {
      members.add(Member.of(path.toString(), () -> Files.newInputStream(path)));
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.read() == 'P' && stream.read() == 'K';
    }
  }

  private void zip(Path path) throws IOException {
    try {
      ZipFile zip = new ZipFile(path.toFile());
      zips.add(zip);
      for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
        members.add(Member.of(path + "/" + entry.getName(), () -> zip.getInputStream(entry)));
      }
    } catch (ZipException e) {
      throw new UnreadableTerminology(path + " is a damaged zip");
    }
  }

  /** Reads them. */
  public List<CodeSystemContent> read() throws IOException {
    for (Format format : FORMATS) {
      List<Member> recognised = format.recognised(members);
      if (!recognised.isEmpty()) {
        return format.read(recognised);
      }
    }
    throw new UnreadableTerminology(
        "no code system is recognised; it may be: "
            + String.join(", ", FORMATS.stream().map(Format::name).toList()));
  }

  @Override
  public void close() throws IOException {
    for (ZipFile zip : zips) {
      zip.close();
    }
  }
}
