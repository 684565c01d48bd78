package org.tunza.fhir.http;

import static org.tunza.record.RefusalCode.BODY_TOO_LARGE;
import static org.tunza.record.RefusalCode.UNSUPPORTED_MEDIA_TYPE;
import static org.tunza.record.RefusalCode.UNUSABLE_BODY;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Body;
import org.tunza.fhir.BodyFault;
import org.tunza.platform.PortionStream;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/** The body of an HTTP request. Room for its bytes is taken before they are read. */
final class HttpBody implements Body, AutoCloseable {

  private static final int FIRST_BYTES = 16 * 1024;

  private final HttpServletRequest request;
  private final FhirLimits limits;
  private final BytesInFlight inFlight;
  private long taken;
  private @Nullable Outcome<byte[]> read;

  HttpBody(HttpServletRequest request, FhirLimits limits, BytesInFlight inFlight) {
    this.request = request;
    this.limits = limits;
    this.inFlight = inFlight;
  }

  @Override
  public String mediaType() {
    String type = request.getContentType();
    if (type == null) {
      return "";
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** A parameter of Content-Type, in lower case; empty when it is not there. */
  String mediaTypeParameter(String name) {
    String type = request.getContentType();
    if (type != null) {
      for (String part : type.toLowerCase(Locale.ROOT).split(";", -1)) {
        String text = part.strip();
        if (text.startsWith(name + "=")) {
          return text.substring(name.length() + 1).replace("\"", "");
        }
      }
    }
    return "";
  }

  @Override
  public Outcome<byte[]> bytes() {
    Outcome<byte[]> known = read;
    if (known == null) {
      known = readAll();
      read = known;
    }
    return known;
  }

  private Outcome<byte[]> readAll() {
    if (request.getContentLengthLong() > limits.bodyBytesMax()) {
      return Outcome.refused(tooLarge(limits.bodyBytesMax()));
    }
    try (InputStream in = uncompressed(limits.bodyBytesMax())) {
      return Outcome.done(readAll(in));
    } catch (BodyFault fault) {
      return Outcome.refused(fault.refusal());
    } catch (IOException e) {
      return Outcome.refused(broken());
    }
  }

  private byte[] readAll(InputStream in) throws IOException {
    long announced = request.getContentLengthLong();
    byte[] bytes = new byte[take(announced > 0 ? (int) announced : FIRST_BYTES)];
    int size = 0;
    while (true) {
      int count = in.read(bytes, size, bytes.length - size);
      if (count < 0) {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      }
      size += count;
      if (size == bytes.length) {
        int next = in.read();
        if (next < 0) {
          return bytes;
        }
        bytes = Arrays.copyOf(bytes, size + take(Math.max(size, FIRST_BYTES)));
        bytes[size++] = (byte) next;
      }
    }
  }

  private int take(int bytes) throws BodyFault {
    if (!takesRoom(bytes)) {
      throw new BodyFault(Body.busy());
    }
    return bytes;
  }

  @Override
  public boolean takesRoom(long bytes) {
    boolean isThere = inFlight.take(bytes);
    taken += isThere ? bytes : 0;
    return isThere;
  }

  @Override
  public InputStream stream() {
    try {
      return new CountedStream(uncompressed(limits.bundleBytesMax()));
    } catch (BodyFault fault) {
      return new FailingStream(fault);
    } catch (IOException e) {
      return new FailingStream(new BodyFault(broken()));
    }
  }

  @Override
  public void spilled(long bytes) {
    inFlight.giveBack(bytes);
    taken -= bytes;
  }

  private InputStream uncompressed(long max) throws IOException {
    String encoding = request.getHeader("Content-Encoding");
    InputStream raw = request.getInputStream();
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> new LimitedStream(raw, max);
      case "gzip", "x-gzip" -> new LimitedStream(new GZIPInputStream(raw, FIRST_BYTES), max);
      default ->
          throw new BodyFault(
              Refusal.of(UNSUPPORTED_MEDIA_TYPE, "Content-Encoding", "gzip or none"));
    };
  }

  static Refusal tooLarge(long max) {
    return Refusal.of(BODY_TOO_LARGE, "", "the body is larger than %d bytes".formatted(max));
  }

  static Refusal broken() {
    RefusalCode code = UNUSABLE_BODY;
    return Refusal.of(code, "", "the body breaks off, or its compression is broken");
  }

  @Override
  public void close() {
    inFlight.giveBack(taken);
    taken = 0;
    read = null;
  }

  /** A stream of which every byte takes room. */
  private final class CountedStream extends PortionStream {
    CountedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      take(Math.max(count, 0));
      return count;
    }
  }

  /** A stream that can't be opened, and says so when it is read. */
  private static final class FailingStream extends InputStream {
    private final BodyFault fault;

    FailingStream(BodyFault fault) {
      this.fault = fault;
    }

    @Override
    public int read() throws BodyFault {
      throw fault;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws BodyFault {
      throw fault;
    }
  }
}
