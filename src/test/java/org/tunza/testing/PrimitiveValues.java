package org.tunza.testing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.tree.Node;

/** Valid values of the primitive types, at random, with the awkward ones among them. */
final class PrimitiveValues {

  private static final List<String> WORDS =
      List.of(
          "moja", "Mbili", "<tatu>", "\"nne\"", "tano & sita", "é", "漢字", "😀", "a\nb", "\\", "0");
  private static final List<String> DECIMALS =
      List.of("0", "1.00", "-0.0", "0.010", "1e2", "1E-7", "-12.5", "3", "120.000", "9999999.99");
  private static final List<String> NARRATIVES =
      List.of(
          "<p>moja</p>",
          "mbili &lt; tatu &amp; <b>nne</b><br/>",
          "<table border=\"1\"><tr><td colspan=\"2\">tano</td></tr></table>",
          "<a href=\"https://example.org/x?y=1&amp;z\">sita</a> <img src=\"#i\" alt=\"saba\"/>",
          "<ul><li id=\"a\">é</li><li style=\"color: red\">漢</li></ul>");

  private final Random random;

  PrimitiveValues(Random random) {
    this.random = random;
  }

  Node next(Primitive primitive) {
    return switch (primitive) {
      case BOOLEAN -> Node.bool(random.nextBoolean());
      case DECIMAL -> new Node.NumberNode(one(DECIMALS));
      case INTEGER -> new Node.NumberNode(Integer.toString(integer(Integer.MIN_VALUE)));
      case UNSIGNED_INT -> new Node.NumberNode(Integer.toString(integer(0)));
      case POSITIVE_INT -> new Node.NumberNode(Integer.toString(integer(1)));
      case BASE64_BINARY -> Node.string(base64());
      case CANONICAL, URI, URL -> Node.string("http://example.org/" + word() + "|1?x=" + word());
      case CODE -> Node.string(random.nextInt(4) == 0 ? word() + " " + word() : word());
      case DATE -> Node.string(date());
      case DATE_TIME -> Node.string(random.nextBoolean() ? date() : instant());
      case ID -> Node.string(id());
      case INSTANT -> Node.string(instant());
      case MARKDOWN, STRING -> Node.string(text());
      case OID -> Node.string("urn:oid:" + random.nextInt(3) + "." + random.nextInt(999) + ".0");
      case TIME -> Node.string(time());
      case UUID -> Node.string("urn:uuid:" + uuid());
      case XHTML ->
          Node.string("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + one(NARRATIVES) + "</div>");
    };
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  String id() {
    return random.nextInt(8) == 0 ? uuid() : word() + "-" + random.nextInt(1000) + ".";
  }

  private String word() {
    return "w" + Integer.toString(random.nextInt(1_000_000), 36);
  }

  private String text() {
    return random.nextBoolean() ? one(WORDS) : one(WORDS) + " " + word();
  }

  private int integer(int min) {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.MAX_VALUE;
      case 1 -> min;
      default -> random.nextInt(1, 1000);
    };
  }

  private String base64() {
    byte[] bytes = word().getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String date() {
    String day = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(60_000)).toString();
    return switch (random.nextInt(4)) {
      case 0 -> day.substring(0, 4);
      case 1 -> day.substring(0, 7);
      default -> day;
    };
  }

  private String time() {
    String time = two(24) + ":" + two(60) + ":" + two(60);
    return random.nextBoolean() ? time : time + "." + random.nextInt(1, 1000);
  }

  private String instant() {
    String day = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(60_000)).toString();
    return day + "T" + time() + one(List.of("Z", "+03:00", "-04:30", "+14:00"));
  }

  private String two(int bound) {
    int number = random.nextInt(bound);
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
