package org.tunza.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.StartRefusal;

class LocalSocketTest {
  @TempDir private Path folder;
  private ServerSocketChannel server;
  private Socket client;
  private SocketChannel other;

  @BeforeEach
  void connect() throws IOException {
    Path path = LocalSockets.in(folder);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    client = new LocalSockets(path.toString()).createSocket();
    other = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    other.close();
    server.close();
  }

  @Test
  void what_one_side_writes_the_other_reads() throws IOException {
    client.getOutputStream().write(new byte[] {1, 2, 3});
    ByteBuffer read = ByteBuffer.allocate(3);
    other.read(read);
    other.write(read.flip());
    assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
    assertThat(client.isConnected()).isTrue();
    assertThat(client.getSendBufferSize()).isPositive();
  }

  @Test
  void a_read_waits_no_longer_than_its_timeout_and_the_next_one_goes_on() throws IOException {
    client.setSoTimeout(20);
    assertThat(client.getSoTimeout()).isEqualTo(20);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    other.write(ByteBuffer.wrap(new byte[] {7, 8}));
    assertThat(client.getInputStream().read()).isEqualTo(7);
    client.setSoTimeout(0);
    assertThat(client.getInputStream().read()).isEqualTo(8);
  }

  @Test
  void a_read_ends_when_the_other_side_closes_with_and_without_a_timeout() throws IOException {
    other.close();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    client.setSoTimeout(10_000);
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void closing_frees_one_who_reads() throws IOException {
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(() -> {
          try {
            return client.getInputStream().read();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
    client.close();
    assertThat(client.isClosed()).isTrue();
    assertThatThrownBy(reader::join).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void a_path_too_long_is_named_from_where_we_work_or_refused() {
    Path here = Path.of("").toAbsolutePath();
    Path deep = here.resolve("d".repeat(107 - LocalSockets.NAME.length() - 1));
    assertThat(LocalSockets.in(deep).isAbsolute()).isFalse();
    assertThat(LocalSockets.in(deep).toAbsolutePath().startsWith(deep)).isTrue();
    assertThat(LocalSockets.in(folder).isAbsolute()).isTrue();
    assertThatThrownBy(() -> LocalSockets.in(here.resolve("d".repeat(107))))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContaining("107 bytes");
  }
}
