package org.tunza.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tunza.testing.InProcess;
import org.tunza.testing.TestServer;

/** Whatever is sent, the answer is never a defect. The seed is told, and replays. */
@Tag("slow")
final class FuzzTest {

  private static final long SEED = 21089;
  private static final int THREADS = 2;
  private static final int IN_PROCESS_EACH = 48_000;
  private static final int OVER_SOCKETS = 6_000;
  private static final int DEFECT = 500;

  private static final TestServer SERVER = TestServer.start(List.of("--references", "accept"));

  @Test
  void a_hundred_thousand_mutated_requests_find_no_defect()
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      long seed = SEED + thread;
      work.add(() -> inProcess(seed));
    }
    work.add(() -> overSockets(SEED + THREADS));
    int sent = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Integer> done : threads.invokeAll(work)) {
        sent += done.get();
      }
    }
    assertThat(sent).isGreaterThanOrEqualTo(100_000);
    SERVER.get("/metadata").is(200);
  }

  private static int inProcess(long seed) {
    RequestMutator mutator = new RequestMutator(seed);
    InProcess door = SERVER.inProcess();
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int number = 0; number < IN_PROCESS_EACH; number++) {
      InProcess.Sent sent = mutator.next();
      InProcess.Answered answered = door.send(sent);
      assertThat(answered.status())
          .as("seed %d, request %d: %s %s", seed, number, sent.method(), sent.target())
          .isLessThan(DEFECT);
      statuses.merge(answered.status(), 1, Integer::sum);
    }
    // Requests that all fail at the door would find nothing behind it.
    assertThat(statuses).containsKeys(200, 201, 204, 400, 404, 405, 406, 410, 412, 415, 422);
    return IN_PROCESS_EACH;
  }

  private static int overSockets(long seed) throws IOException {
    RequestMutator mutator = new RequestMutator(seed);
    Connection connection = new Connection();
    for (int number = 0; number < OVER_SOCKETS; number++) {
      InProcess.Sent sent = mutator.next();
      int status = connection.send(sent);
      assertThat(status)
          .as("seed %d, request %d: %s %s", seed, number, sent.method(), sent.target())
          .isBetween(100, DEFECT - 1);
    }
    return OVER_SOCKETS;
  }

  /** A connection that is kept open for as long as the server does. */
  private static final class Connection {
    private Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
    private InputStream in = new BufferedInputStream(socket.getInputStream());

    Connection() throws IOException {}

    int send(InProcess.Sent sent) throws IOException {
      StringBuilder head = new StringBuilder();
      head.append(sent.method()).append(' ').append(sent.target()).append(" HTTP/1.1\r\n");
      head.append("Host: localhost\r\nContent-Length: ").append(sent.body().length).append("\r\n");
      sent.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      head.append("\r\n");
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(sent.body());
      socket.getOutputStream().flush();
      return receive(sent.method().equals("HEAD"));
    }

    private int receive(boolean headOnly) throws IOException {
      String status = line();
      int length = 0;
      boolean closes = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
        closes |= lower.equals("connection: close");
      }
      in.readNBytes(headOnly ? 0 : length);
      if (closes) {
        socket.close();
        socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
        in = new BufferedInputStream(socket.getInputStream());
      }
      return Integer.parseInt(status.split(" ", 3)[1]);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("the server closed the connection within an answer");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }
  }
}
