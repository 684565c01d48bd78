package org.tunza.platform.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.tunza.platform.StartRefusal;

/**
 * How the driver reaches the PostgreSQL of a data folder: by a Unix domain socket in it, which only
 * those who may enter the folder can reach, and which costs less than loopback TCP. The driver
 * makes one by its name (https://jdbc.postgresql.org/documentation/use/, "socketFactory"); the
 * system takes at most 107 bytes of path (https://man7.org/linux/man-pages/man7/unix.7.html).
 */
public final class LocalSockets extends SocketFactory {
  /** The socket's name in its folder, as PostgreSQL gives it at its usual port. */
  static final String NAME = ".s.PGSQL.5432";

  private static final int PATH_BYTES_MAX = 107;

  private final UnixDomainSocketAddress address;

  /** Made by the driver, with the path that {@link #url} gave it. */
  public LocalSockets(String path) {
    this.address = UnixDomainSocketAddress.of(path);
  }

  /**
   * The socket in a folder, by a path that the system takes: whole, or else from where we work.
   *
   * @throws StartRefusal when both are too long
   */
  static Path in(Path folder) {
    Path whole = folder.toAbsolutePath().resolve(NAME);
    return Stream.of(whole, Path.of("").toAbsolutePath().relativize(whole))
        .filter(LocalSockets::fits)
        .findFirst()
        .orElseThrow(() ->
            new StartRefusal(
                StartRefusal.Reason.FOLDER_UNUSABLE,
                ("The path %s is longer than the %d bytes that a socket's may have; start tunza"
                        + " in a folder above it, or choose a folder with --data.")
                    .formatted(whole, PATH_BYTES_MAX)));
  }

  private static boolean fits(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX;
  }

  /** Where JDBC finds a database of the server behind a socket. */
  static String url(Path socket, String database) {
    return "jdbc:postgresql://localhost/%s?sslmode=disable&socketFactory=%s&socketFactoryArg=%s"
        .formatted(
            database,
            LocalSockets.class.getName(),
            URLEncoder.encode(socket.toString(), StandardCharsets.UTF_8));
  }

  @Override
  public Socket createSocket() throws IOException {
    return new LocalSocket(SocketChannel.open(address));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket();
  }
}
