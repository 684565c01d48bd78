package org.tunza.platform;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What kind of value a setting takes: how it is described to a reader, and how its text is read.
 * Reading throws IllegalArgumentException for a text that is no such value.
 */
record Kind<T>(String description, boolean secret, Function<String, T> reading) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?(B|KB|MB|GB)?");
  private static final int KEY_BYTES = 32;
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}) ?(ms|s|min|h)");
  private static final Pattern JDBC_ADDRESS =
      Pattern.compile("jdbc:postgresql://[^/?]+/[^/?]+(\\?.*)?");

  private static final Pattern HTTP = Pattern.compile("^https?://");

  static final Kind<String> TEXT = of("text", text -> text);
  static final Kind<String> SECRET = new Kind<>("secret text, never a flag", true, text -> text);
  static final Kind<byte[]> KEY = new Kind<>("32 bytes in Base64, never a flag", true, Kind::key);
  static final Kind<List<String>> COMMAND =
      of("program and arguments, parted by blanks", text -> List.of(text.strip().split("\\s+")));
  static final Kind<Path> PATH = of("path", Kind::path);
  static final Kind<Integer> PORT = number(0, 65_535);
  static final Kind<Long> BYTES = of("size such as 512KB or 100MB", Kind::bytes);
  static final Kind<Duration> DURATION = of("time such as 500ms, 30s, 5min", Kind::duration);
  static final Kind<InetAddress> LOOPBACK = of("loopback address", Kind::loopback);
  static final Kind<URI> ENDPOINT =
      of("https://HOST[:PORT], or http:// with a loopback address", Kind::endpoint);
  static final Kind<Place> PLACE =
      of(
          "path, or s3://BUCKET[/PREFIX]",
          text ->
              text.startsWith(Place.BUCKET) ? Place.bucket(text) : new Place.Folder(path(text)));
  static final Kind<String> JDBC = of("jdbc:postgresql://HOST:PORT/DATABASE", Kind::jdbc);

  private static <T> Kind<T> of(String description, Function<String, T> reading) {
    return new Kind<>(description, false, reading);
  }

  static Kind<Integer> number(int least, int most) {
    return of(
        "%d to %d".formatted(least, most),
        text -> {
          int value = Integer.parseInt(text);
          check(value >= least && value <= most);
          return value;
        });
  }

  /** One of the constants of an enum, written in lower case. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants()).map(Kind::word).collect(Collectors.joining(" or "));
    return of(
        words,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static byte[] key(String text) {
    byte[] key = Base64.getDecoder().decode(text);
    check(key.length == KEY_BYTES);
    return key;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    check(size.matches());
    long number = Long.parseLong(size.group(1));
    return switch (size.group(2)) {
      case "KB" -> number << 10;
      case "MB" -> number << 20;
      case "GB" -> number << 30;
      case null, default -> number;
    };
  }

  private static Duration duration(String text) {
    Matcher time = TIME.matcher(text);
    check(time.matches());
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static InetAddress loopback(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    check(address.isLoopbackAddress());
    return address;
  }

  /** Nothing but who is asked; what is not secured by TLS stays on this machine. */
  private static URI endpoint(String text) {
    URI address = URI.create(text);
    String host = address.getHost();
    check(host != null && text.equals(address.getScheme() + "://" + address.getAuthority()));
    check(address.getUserInfo() == null && HTTP.matcher(text).find());
    if (address.getScheme().equals("http")) {
      loopback(host.replaceAll("[\\[\\]]", ""));
    }
    return address;
  }

  private static String jdbc(String text) {
    check(JDBC_ADDRESS.matcher(text).matches());
    return text;
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalArgumentException();
    }
  }
}
