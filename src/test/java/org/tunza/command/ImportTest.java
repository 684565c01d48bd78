package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** Taking in files of records. */
final class ImportTest {

  private static final TestServer server = TestServer.start(List.of());

  @TempDir private Path folder;

  @Test
  void
      a_folder_of_every_kind_goes_in_whatever_the_order_of_its_files_and_a_second_run_adds_nothing() {
    Ran first = Ran.imported(server, Ran.MINI);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("8 files with 14 entries: 14 taken in, 0 done before");
    assertThat(first.code()).isZero();

    String condition = server.get("/Condition/line-condition").is(200).text();
    assertThat(condition).contains("Encounter/line-encounter").contains("\"versionId\":\"1\"");
    assertThat(server.get("/Observation/kept-observation").is(200).text())
        .contains("\"reference\":\"Patient/kept-patient\"", "61.50");

    Ran second = Ran.imported(server, Ran.MINI);
    assertThat(second.out()).contains("0 taken in, 14 done before, 0 refused");
    assertThat(second.code()).isZero();
    assertThat(server.get("/Condition/line-condition").text()).isEqualTo(condition);
  }

  @Test
  void what_is_refused_is_told_by_file_entry_and_place_and_the_rest_goes_in() throws IOException {
    Path lines = folder.resolve("mixed.ndjson");
    Files.writeString(
        lines,
        """
        {"resourceType":"Patient","id":"mixed-1","gender":"female"}

        {"resourceType":"Patient","id":"mixed-2","gender":"secret-value"}
        {"resourceType":"Patient"}
        {"resourceType":"Observation","id":"mixed-3","status":"final","code":{"text":"a"},\
        "subject":{"reference":"Patient/nobody"}}
        not json
        {"resourceType":"Patient","id":"mixed-4"}
        """);
    Path transaction = folder.resolve("transaction.json");
    Files.writeString(
        transaction,
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
            + put("Patient/whole-1", "\"active\":true")
            + ","
            + put("Patient/whole-2", "\"active\":\"yes\"")
            + "]}");
    Files.writeString(folder.resolve("broken.json"), "{\"resourceType\":");
    Files.writeString(folder.resolve("notes.txt"), "of no kind that is known");

    Ran ran = Ran.imported(server, folder);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err().lines())
        .anyMatch(line -> line.matches(".*mixed.ndjson line 3.*gender: TNZ-0111 .*"))
        .anyMatch(line -> line.matches(".*mixed.ndjson line 4: TNZ-0107 .*"))
        .anyMatch(line -> line.matches(".*mixed.ndjson line 5.*: TNZ-0115 .*"))
        .anyMatch(line -> line.matches(".*mixed.ndjson line 6.*: TNZ-0101 .*"))
        .anyMatch(line ->
            line.matches(".*transaction.json Bundle.entry\\[1\\].resource.active: TNZ-0111 .*"))
        .anyMatch(line -> line.matches(".*broken.json.*: TNZ-0101 .*"))
        .hasSize(6);
    assertThat(ran.err()).doesNotContain("secret-value");
    assertThat(ran.out()).contains("2 taken in", "1 files were passed over");
    server.get("/Patient/mixed-1").is(200);
    server.get("/Patient/mixed-4").is(200);
    server.get("/Patient/whole-1").is(404);

    Ran again = Ran.imported(server, folder);
    assertThat(again.out()).contains("0 taken in, 2 done before");
    assertThat(again.err()).isEqualTo(ran.err());
  }

  private static String put(String name, String members) {
    String type = name.substring(0, name.indexOf('/'));
    String id = name.substring(name.indexOf('/') + 1);
    return """
    {"resource":{"resourceType":"%s","id":"%s",%s},"request":{"method":"PUT","url":"%s"}}\
    """
        .formatted(type, id, members, name);
  }

  @Test
  void archives_of_each_kind_are_unpacked() throws IOException {
    byte[] tar = tar("inner/" + "long".repeat(40) + ".json", patient("tar"));
    Files.write(folder.resolve("plain.tar"), tar);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.tar.gz")))) {
      out.write(tar("a.json", patient("tar-gz")));
    }
    try (OutputStream out = xz("b.tar.xz")) {
      out.write(tar("b.json", patient("tar-xz")));
    }
    try (OutputStream out = xz("c.ndjson.xz")) {
      out.write(patient("xz"));
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("d.json.gz")))) {
      out.write(patient("gz"));
    }
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("e.zip")))) {
      zip.putNextEntry(new ZipEntry("deep/"));
      zip.putNextEntry(new ZipEntry("deep/e.json"));
      zip.write(patient("zip"));
      zip.putNextEntry(new ZipEntry("deep/f.tar"));
      zip.write(tar("f.json", patient("tar-in-zip")));
    }
    Files.writeString(folder.resolve("cut.json.gz"), "not gzip");

    Ran ran = Ran.imported(server, folder);

    assertThat(ran.err().lines()).singleElement().asString().contains("cut.json.gz: can't be read");
    for (String id : List.of("tar", "tar-gz", "tar-xz", "xz", "gz", "zip", "tar-in-zip")) {
      server.get("/Patient/packed-" + id).is(200);
    }
  }

  private OutputStream xz(String name) throws IOException {
    return new XZOutputStream(
        Files.newOutputStream(folder.resolve(name)), new LZMA2Options(LZMA2Options.PRESET_MIN));
  }

  private static byte[] patient(String id) {
    return bytes("{\"resourceType\":\"Patient\",\"id\":\"packed-%s\"}".formatted(id));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** A tar of one file, made by the system's own program. */
  private byte[] tar(String name, byte[] content) throws IOException {
    Path made = Files.createDirectories(folder.resolve(".tar"));
    Path file = made.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    try {
      Process process = new ProcessBuilder("tar", "-C", made.toString(), "-cf", "-", name).start();
      byte[] tar = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      return tar;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void xml_is_taken_in_as_json_is_also_from_archives_and_what_is_wrong_in_it_is_told()
      throws IOException {
    String fhir = "xmlns=\"http://hl7.org/fhir\"";
    Files.writeString(
        folder.resolve("alone.xml"),
        "<Organization %s><id value=\"xml-alone\"/><name value=\"A\"/></Organization>"
            .formatted(fhir));
    Files.write(
        folder.resolve("packed.tar"),
        tar(
            "in/bundle.xml",
            """
            <Bundle %s><type value="transaction"/>
              <entry><resource><Organization><id value="xml-1"/><name value="B"/></Organization>
                </resource><request><method value="PUT"/><url value="Organization/xml-1"/></request>
              </entry>
              <entry><resource><Organization><id value="xml-2"/>
                <name value="C"/><partOf><reference value="Organization/xml-1"/></partOf>
                </Organization></resource>
                <request><method value="PUT"/><url value="Organization/xml-2"/></request></entry>
            </Bundle>
            """
                .formatted(fhir)
                .getBytes(StandardCharsets.UTF_8)));
    Files.writeString(folder.resolve("wrong.xml"), "<Patient %s><no/></Patient>".formatted(fhir));
    Ran ran = Ran.imported(server, folder);
    assertThat(ran.out()).contains("3 files with 4 entries: 3 taken in, 0 done before, 1 refused");
    assertThat(ran.err()).contains("wrong.xml").contains("TNZ-");
    assertThat(server.get("/Organization/xml-alone").text()).contains("\"name\":\"A\"");
    assertThat(server.get("/Organization/xml-2").text()).contains("Organization/xml-1");
    assertThat(Ran.imported(server, folder).out()).contains("0 taken in, 3 done before");
  }

  @Test
  void an_import_that_was_broken_off_goes_on_where_it_was() throws IOException {
    Files.writeString(
        folder.resolve("many.ndjson"),
        IntStream.range(0, 2_000)
            .mapToObj(
                "{\"resourceType\":\"Organization\",\"id\":\"many-%d\",\"name\":\"A\"}"::formatted)
            .collect(Collectors.joining("\n")));
    Ran broken;
    try (Failing failing = new Failing(2)) {
      broken = Ran.imported(failing.address(), folder);
    }
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("Run it again to go on.");

    Ran again = Ran.imported(server, folder);
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).contains("2,000 entries: 1,000 taken in, 1,000 done before, 0 refused");
    assertThat(again.code()).isZero();
    assertThat(server.get("/Organization/many-0").text()).contains("\"versionId\":\"1\"");
  }

  /** A server that hands on so many requests and then only breaks connections. */
  private static final class Failing implements AutoCloseable {
    private final HttpServer proxy;

    Failing(int requests) throws IOException {
      AtomicInteger left = new AtomicInteger(requests);
      proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      proxy.createContext(
          "/",
          exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (left.getAndDecrement() > 0) {
              Reply reply =
                  server
                      .ask("")
                      .with(
                          "Idempotency-Key",
                          exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                      .bytes("application/fhir+json", body)
                      .send("POST");
              exchange.sendResponseHeaders(reply.status(), reply.bytes().length);
              exchange.getResponseBody().write(reply.bytes());
            }
            exchange.close();
          });
      proxy.start();
    }

    String address() {
      return "http://localhost:" + proxy.getAddress().getPort();
    }

    @Override
    public void close() {
      proxy.stop(0);
    }
  }
}
