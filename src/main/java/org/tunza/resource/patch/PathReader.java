package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.resource.patch.PathTokens.Kind;
import org.tunza.resource.patch.PathTokens.Token;
import org.tunza.resource.tree.Node;

/** Reads a path; filters hold paths again, down to a limit. https://hl7.org/fhirpath/N1/ */
final class PathReader {
  private static final int DEPTH_MAX = 10;

  private final List<Token> tokens;
  private int at;
  private int depth;

  PathReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  ElementPath path() {
    String head = "";
    List<PathStep> steps = new ArrayList<>();
    Token first = next(Kind.NAME);
    if (Character.isUpperCase(first.text().charAt(0))) {
      head = first.text();
    } else if (!first.text().equals("%resource")) {
      steps.add(new PathStep.Child(first.text()));
    }
    rest(steps);
    if (peek().kind() != Kind.END) {
      throw notFollowed();
    }
    return new ElementPath(head, steps);
  }

  /** Reads dots and indexes until something else stands there. */
  private void rest(List<PathStep> steps) {
    while (true) {
      if (isSymbol("[")) {
        at++;
        steps.add(new PathStep.Index(number(next(Kind.NUMBER))));
        symbol("]");
      } else if (isSymbol(".") && !endsInTest()) {
        at++;
        steps.add(step(next(Kind.NAME).text()));
      } else {
        return;
      }
    }
  }

  private boolean endsInTest() {
    String name = tokens.get(at + 1).text();
    return name.equals("exists") || name.equals("empty");
  }

  private PathStep step(String name) {
    if (!isSymbol("(")) {
      return new PathStep.Child(name);
    }
    at++;
    PathStep step =
        switch (name) {
          case "where" -> new PathStep.Where(any());
          case "first" -> new PathStep.Index(0);
          case "last" -> new PathStep.Last();
          case "ofType", "as" -> new PathStep.OfType(typeName());
          case "extension" -> new PathStep.Extension(next(Kind.STRING).text());
          default -> throw notFollowed();
        };
    symbol(")");
    return step;
  }

  private String typeName() {
    String name = next(Kind.NAME).text();
    if (name.equals("FHIR") && isSymbol(".")) {
      at++;
      return next(Kind.NAME).text();
    }
    return name;
  }

  private PathFilter any() {
    if (++depth > DEPTH_MAX) {
      throw notFollowed();
    }
    List<PathFilter> filters = new ArrayList<>(List.of(all()));
    while (isName("or")) {
      at++;
      filters.add(all());
    }
    depth--;
    return filters.size() == 1 ? filters.getFirst() : new PathFilter.Any(filters);
  }

  private PathFilter all() {
    List<PathFilter> filters = new ArrayList<>(List.of(term()));
    while (isName("and")) {
      at++;
      filters.add(term());
    }
    return filters.size() == 1 ? filters.getFirst() : new PathFilter.All(filters);
  }

  private PathFilter term() {
    if (isSymbol("(")) {
      at++;
      PathFilter inner = any();
      symbol(")");
      return inner;
    }
    List<PathStep> path = new ArrayList<>();
    String first = next(Kind.NAME).text();
    if (!first.equals("$this")) {
      path.add(step(first));
    }
    rest(path);
    if (isSymbol(".")) {
      at++;
      boolean exists = next(Kind.NAME).text().equals("exists");
      symbol("(");
      symbol(")");
      return exists ? new PathFilter.Exists(path) : new PathFilter.Empty(path);
    }
    if (isSymbol("=") || isSymbol("!=")) {
      boolean equal = tokens.get(at++).text().equals("=");
      Node.Scalar literal = literal();
      return equal ? new PathFilter.Equal(path, literal) : new PathFilter.Unequal(path, literal);
    }
    return new PathFilter.Equal(path, Node.BooleanNode.TRUE);
  }

  private Node.Scalar literal() {
    if (isSymbol("-")) {
      at++;
      return new Node.NumberNode("-" + next(Kind.NUMBER).text());
    }
    Token token = tokens.get(at++);
    return switch (token.kind()) {
      case STRING, DATE -> new Node.StringNode(token.text());
      case NUMBER -> new Node.NumberNode(token.text());
      case NAME ->
          switch (token.text()) {
            case "true" -> Node.BooleanNode.TRUE;
            case "false" -> Node.BooleanNode.FALSE;
            default -> throw notFollowed();
          };
      case SYMBOL, END -> throw notFollowed();
    };
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean isSymbol(String text) {
    return peek().kind() == Kind.SYMBOL && peek().text().equals(text);
  }

  private boolean isName(String text) {
    return peek().kind() == Kind.NAME && peek().text().equals(text);
  }

  private void symbol(String text) {
    if (!isSymbol(text)) {
      throw notFollowed();
    }
    at++;
  }

  private Token next(Kind kind) {
    Token token = peek();
    if (token.kind() != kind || token.text().isEmpty()) {
      throw notFollowed();
    }
    at++;
    return token;
  }

  private static int number(Token token) {
    if (token.text().length() > 6 || token.text().contains(".")) {
      throw notFollowed();
    }
    return Integer.parseInt(token.text());
  }

  private static PatchFault notFollowed() {
    return new PatchFault(
        "the path is not of names, indexes, first(), last(), where(), ofType(), extension()");
  }
}
