package org.tunza.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.tree.Node;

/** Values that a primitive type doesn't have. */
final class WrongValues {

  private WrongValues() {}

  static List<Node> of(Primitive primitive, @Nullable CodeSet codes) {
    List<Node> wrong = new ArrayList<>();
    switch (primitive.form()) {
      case BOOLEAN -> {
        wrong.add(Node.string("true"));
        wrong.add(new Node.NumberNode("1"));
      }
      case NUMBER -> {
        wrong.add(Node.string("1"));
        wrong.add(Node.bool(true));
      }
      case STRING -> {
        wrong.add(new Node.NumberNode("1"));
        wrong.add(Node.bool(true));
        wrong.add(Node.string(""));
      }
    }
    for (String text : texts(primitive)) {
      boolean number = primitive.form() == Primitive.Form.NUMBER;
      wrong.add(number ? new Node.NumberNode(text) : Node.string(text));
    }
    if (codes != null) {
      wrong.add(Node.string("no-such-code"));
    }
    return wrong;
  }

  private static List<String> texts(Primitive primitive) {
    return switch (primitive) {
      case BOOLEAN, DECIMAL -> List.of();
      case INTEGER -> List.of("1.0", "1e2", "2147483648");
      case UNSIGNED_INT -> List.of("-1", "0.5");
      case POSITIVE_INT -> List.of("0", "-1", "2147483648");
      case BASE64_BINARY -> List.of("abc", "ab=c", "ab!d");
      case CANONICAL, URI, URL -> List.of("a b", "http://example.org/ ");
      case CODE -> List.of(" a", "a  b", "a\tb");
      case DATE -> List.of("2023-02-29", "2023-1-1", "2023-01-01T00:00:00Z", "0000");
      case DATE_TIME -> List.of("2023-02-29", "2023-01-01T00:00:00", "2023-01-01T24:00:00Z");
      case INSTANT -> List.of("2023-01-01", "2023-01-01T00:00:00", "2023-01-01T00:00Z");
      case ID -> List.of("a/b", "a b", "x".repeat(65));
      case MARKDOWN, STRING -> List.of("a\u0001", "\u0000");
      case OID -> List.of("1.2.3", "urn:oid:3.1", "urn:oid:1.01");
      case TIME -> List.of("10:00", "24:00:00", "10:00:00Z");
      case UUID -> List.of("urn:uuid:1", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520");
      case XHTML ->
          List.of(
              "<div>x</div>",
              "x",
              div("<script>x</script>"),
              div("<b onclick=\"x\">x</b>"),
              div("<a href=\"javascript:x\">x</a>"),
              div("<b>x"),
              div("&nbsp;x"));
    };
  }

  private static String div(String content) {
    return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + content + "</div>";
  }
}
