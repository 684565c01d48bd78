package org.tunza.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The port for HTTP, looked at before anything else is started. */
public final class HttpPort {
  private HttpPort() {}

  /** Refuses a port on which another program listens or which this user may not take. */
  public static void refuseTaken(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new StartRefusal(
          StartRefusal.Reason.PORT_TAKEN,
          "Port %d of %s is taken or forbidden; free it, or choose another with --port."
              .formatted(port, address.getHostAddress()),
          e);
    }
  }
}
