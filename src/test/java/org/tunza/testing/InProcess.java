package org.tunza.testing;

import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hands requests to a servlet as a web server would, on the caller's own thread. */
public final class InProcess {

  private final Servlet servlet;

  InProcess(Servlet servlet) {
    this.servlet = servlet;
  }

  /** What is sent; the target is path and query, percent-encoded. */
  public record Sent(String method, String target, Map<String, String> headers, byte[] body) {}

  /** What came back. */
  public record Answered(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Answered send(Sent sent) {
    Answering answering = new Answering();
    try {
      servlet.service(request(sent), answering.response());
    } catch (IOException | ServletException e) {
      throw new IllegalStateException(e);
    }
    return new Answered(answering.status, answering.headers, answering.body.toByteArray());
  }

  @SuppressWarnings("JdkObsolete") // The servlet API asks for a StringBuffer.
  private static HttpServletRequest request(Sent sent) {
    int mark = sent.target().indexOf('?');
    String path = mark < 0 ? sent.target() : sent.target().substring(0, mark);
    String query = mark < 0 ? null : sent.target().substring(mark + 1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(sent.headers());
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            InProcess.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getMethod" -> sent.method();
                  case "getRequestURI" -> path;
                  case "getRequestURL" -> new StringBuffer("http://localhost:8080").append(path);
                  case "getQueryString" -> query;
                  case "getHeader" -> headers.get((String) arguments[0]);
                  case "getContentType" -> headers.get("Content-Type");
                  case "getContentLengthLong" -> (long) sent.body().length;
                  case "getRemoteAddr" -> "127.0.0.1";
                  case "getInputStream" -> new Incoming(new ByteArrayInputStream(sent.body()));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** What a servlet does to a response. */
  private static final class Answering {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int status = HttpServletResponse.SC_OK;

    HttpServletResponse response() {
      return (HttpServletResponse)
          Proxy.newProxyInstance(
              InProcess.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    private @Nullable Object answer(String method, Object[] arguments) {
      switch (method) {
        case "setStatus" -> status = (Integer) arguments[0];
        case "getStatus" -> {
          return status;
        }
        case "setHeader", "setDateHeader" ->
            headers.put((String) arguments[0], String.valueOf(arguments[1]));
        case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
        case "setContentLength" -> {}
        case "isCommitted" -> {
          return false;
        }
        case "getOutputStream" -> {
          return new Outgoing(body);
        }
        default -> throw new UnsupportedOperationException(method);
      }
      return null;
    }
  }

  private static final class Incoming extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Incoming(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Outgoing extends ServletOutputStream {
    private final ByteArrayOutputStream bytes;

    Outgoing(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      bytes.write(source, offset, length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
