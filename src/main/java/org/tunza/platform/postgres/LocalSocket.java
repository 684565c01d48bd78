package org.tunza.platform.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connected Unix domain channel where a socket is asked for; the JDK has no such adaptor of its
 * own (https://openjdk.org/jeps/380). Read timeouts hold as they do for sockets; what only TCP has
 * is accepted and does nothing.
 */
final class LocalSocket extends Socket {
  private final SocketChannel channel;
  private final InputStream input;
  private final OutputStream output;
  private volatile int timeoutMillis;

  LocalSocket(SocketChannel channel) {
    this.channel = channel;
    this.input = new TimedInput(Channels.newInputStream(channel));
    this.output = Channels.newOutputStream(channel);
  }

  /** Waits no longer than the timeout for the first byte. */
  private final class TimedInput extends FilterInputStream {
    TimedInput(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      await();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      await();
      return super.read(into, offset, length);
    }

    private void await() throws IOException {
      if (timeoutMillis > 0) {
        channel.configureBlocking(false);
        try {
          awaitBytes();
        } finally {
          channel.configureBlocking(true);
        }
      }
    }

    private void awaitBytes() throws IOException {
      try (Selector selector = Selector.open()) {
        channel.register(selector, SelectionKey.OP_READ);
        if (selector.select(timeoutMillis) == 0) {
          throw new SocketTimeoutException("Read timed out");
        }
      }
    }
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  @Override
  public void setSoTimeout(int millis) {
    timeoutMillis = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeoutMillis;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return size(StandardSocketOptions.SO_SNDBUF);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return size(StandardSocketOptions.SO_RCVBUF);
  }

  private int size(SocketOption<Integer> buffer) throws SocketException {
    try {
      return channel.getOption(buffer);
    } catch (IOException e) {
      throw new SocketException(e);
    }
  }

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public boolean getKeepAlive() {
    return false;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }
}
