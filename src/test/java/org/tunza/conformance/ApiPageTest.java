package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tunza.fhir.RequestPath;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** What docs/api says of addresses and shows as examples is so. */
final class ApiPageTest {

  private static final Path PAGE = Path.of("docs/api/README.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```http\n(.*?)\n\nHTTP/1\\.1 (\\d+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("\\| ([A-Z, ]+) \\| `/fhir([^`]*)` \\|");

  private static List<MatchResult> found(Pattern pattern) throws IOException {
    return pattern.matcher(Files.readString(PAGE)).results().toList();
  }

  @Test
  void every_address_takes_the_methods_that_are_listed() throws IOException {
    List<MatchResult> rows = found(ADDRESS);
    assertThat(rows).hasSizeGreaterThan(8);
    for (MatchResult row : rows) {
      String path =
          row.group(2).replace("{type}", "Patient").replace("{id}", "a").replace("{version}", "1");
      List<String> allowed = RequestPath.parse(path).orThrow().allowed();
      assertThat(String.join(", ", allowed)).as(path).isEqualTo(row.group(1));
    }
  }

  @Test
  void every_example_is_answered_as_it_says() throws IOException {
    TestServer server = TestServer.start(List.of());
    List<MatchResult> examples = found(EXAMPLE);
    assertThat(examples).hasSameSizeAs(found(Pattern.compile("```http\n")));
    for (MatchResult example : examples) {
      Reply reply = sent(server, example.group(1));
      assertThat(reply.status())
          .as(example.group(1) + "\n" + reply.text())
          .isEqualTo(Integer.parseInt(example.group(2)));
      for (String header : example.group(3).lines().toList()) {
        String[] parts = header.split(": ", 2);
        assertThat(reply.header(parts[0])).endsWith(parts[1].replace("…", ""));
      }
    }
  }

  private static Reply sent(TestServer server, String request) {
    String[] parts = request.split("\n\n", 2);
    List<String> head = parts[0].lines().toList();
    String[] start = head.getFirst().split(" ", 2);
    TestServer.Asking asking = server.ask(server.base().replace("/fhir", "") + start[1]);
    String mediaType = "";
    for (String header : head.subList(1, head.size())) {
      String[] named = header.split(": ", 2);
      if (named[0].equals("Content-Type")) {
        mediaType = named[1];
      } else {
        asking.with(named[0], named[1]);
      }
    }
    if (parts.length > 1) {
      asking.bytes(mediaType, parts[1].getBytes(UTF_8));
    }
    return asking.send(start[0]);
  }

  @Test
  void what_lies_beside_the_base_is_there() {
    TestServer server = TestServer.shared();
    String root = server.base().replace("/fhir", "");
    for (String path : List.of("/health", "/metrics", "/ledger/key")) {
      server.get(root + path).is(200);
    }
  }
}
