package org.tunza.platform.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * As much of a PostgreSQL as it takes to tell its version: it lets everybody in and then says
 * nothing. Protocol: https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-START-UP.
 */
record OldServer(ServerSocket socket) implements AutoCloseable {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  static OldServer start(String version) throws IOException {
    OldServer server = new OldServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().start(() -> server.serve(version));
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve(String version) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          DataInputStream in = new DataInputStream(client.getInputStream());
          DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
        greet(in, out, version);
        in.readAllBytes();
      } catch (IOException e) {
        // The client left, or the test is over.
      }
    }
  }

  private static void greet(DataInputStream in, DataOutputStream out, String version)
      throws IOException {
    int length = in.readInt();
    int code = in.readInt();
    while (code == SSL_REQUEST || code == GSS_REQUEST) {
      out.write('N');
      length = in.readInt();
      code = in.readInt();
    }
    in.skipNBytes(length - 2L * Integer.BYTES);
    message(out, 'R', new byte[Integer.BYTES]);
    Map<String, String> status =
        Map.of(
            "server_version", version,
            "client_encoding", "UTF8",
            "DateStyle", "ISO, MDY",
            "integer_datetimes", "on",
            "standard_conforming_strings", "on",
            "TimeZone", "UTC");
    for (Map.Entry<String, String> entry : status.entrySet()) {
      String text = entry.getKey() + "\0" + entry.getValue() + "\0";
      message(out, 'S', text.getBytes(StandardCharsets.UTF_8));
    }
    message(out, 'Z', new byte[] {'I'});
    out.flush();
  }

  private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
    out.write(type);
    out.writeInt(Integer.BYTES + body.length);
    out.write(body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
