package org.tunza.fhir;

import static org.tunza.record.RefusalCode.INVALID_ID;
import static org.tunza.record.RefusalCode.METHOD_NOT_ALLOWED;
import static org.tunza.record.RefusalCode.UNKNOWN_PATH;
import static org.tunza.record.RefusalCode.UNKNOWN_TYPE;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.home.Compartments;

/**
 * A path below the base, read once; with a method it is a request.
 * https://hl7.org/fhir/R4/http.html#summary
 */
public final class RequestPath {

  private static final int SEGMENTS_MAX = 5;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  private final Place place;

  private RequestPath(Place place) {
    this.place = place;
  }

  /** What a path leads to. */
  private sealed interface Place {
    record Base() implements Place {}

    record Metadata() implements Place {}

    record SearchOf(String type) implements Place {}

    record Within(EntryId owner, String type, Request.SentBy by) implements Place {}

    record VersionsOf(History.Of of) implements Place {}

    record OfType(String type) implements Place {}

    record OfEntry(EntryId id) implements Place {}

    record OfVersion(EntryId id, int number) implements Place {}

    record Named(Request.Subject subject, String name) implements Place {}
  }

  /**
   * Reads a path such as {@code /Patient/1}, percent-encoded as sent; a slash at its end is
   * ignored.
   */
  public static Outcome<RequestPath> parse(String path) {
    List<String> segments = new ArrayList<>(4);
    int start = path.startsWith("/") ? 1 : 0;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      String segment = decoded(path.substring(start, end));
      if (segment == null || segment.isEmpty() || segments.size() == SEGMENTS_MAX) {
        return refused(UNKNOWN_PATH, "there is nothing at this path");
      }
      segments.add(segment);
      start = end + 1;
    }
    return place(segments).map(RequestPath::new);
  }

  private static @Nullable String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Outcome<Place> place(List<String> segments) {
    if (segments.isEmpty()) {
      return Outcome.done(new Place.Base());
    }
    String first = segments.getFirst();
    if (Definitions.r4().isResourceType(first)) {
      return segments.size() == 1
          ? Outcome.done(new Place.OfType(first))
          : ofType(first, segments.subList(1, segments.size()));
    }
    if (Character.isUpperCase(first.charAt(0))) {
      return refused(UNKNOWN_TYPE, "FHIR R4 has no resource type of this name");
    }
    if (segments.size() == 1) {
      return switch (first) {
        case "metadata" -> Outcome.done(new Place.Metadata());
        case "_history" -> Outcome.done(new Place.VersionsOf(new History.Of.Everything()));
        case "_search" -> Outcome.done(new Place.SearchOf(""));
        default -> operation(new Request.Subject.Whole(), first);
      };
    }
    return unknown();
  }

  private static Outcome<Place> ofType(String type, List<String> rest) {
    String next = rest.getFirst();
    if (rest.size() == 1 && next.equals("_history")) {
      return Outcome.done(new Place.VersionsOf(new History.Of.Type(type)));
    }
    if (rest.size() == 1 && next.equals("_search")) {
      return Outcome.done(new Place.SearchOf(type));
    }
    if (next.startsWith("$")) {
      return rest.size() == 1 ? operation(new Request.Subject.OfType(type), next) : unknown();
    }
    if (!isId(next)) {
      return refused(INVALID_ID, "an id is 1 to 64 letters, digits, hyphens and dots");
    }
    EntryId id = new EntryId(type, next);
    return rest.size() == 1
        ? Outcome.done(new Place.OfEntry(id))
        : ofEntry(id, rest.subList(1, rest.size()));
  }

  private static Outcome<Place> ofEntry(EntryId id, List<String> rest) {
    String next = rest.getFirst();
    if (Compartments.hasOwner(id.type()) && Definitions.r4().isResourceType(next)) {
      boolean isForm = rest.size() == 2 && rest.get(1).equals("_search");
      return isForm || rest.size() == 1
          ? Outcome.done(
              new Place.Within(id, next, isForm ? Request.SentBy.FORM : Request.SentBy.ADDRESS))
          : unknown();
    }
    if (!next.equals("_history")) {
      return rest.size() == 1 ? operation(new Request.Subject.OfEntry(id), next) : unknown();
    }
    if (rest.size() == 1) {
      return Outcome.done(new Place.VersionsOf(new History.Of.Entry(id)));
    }
    int number = number(rest.get(1));
    if (number == 0) {
      return refused(INVALID_ID, "a version is a number from 1 on");
    }
    return switch (rest.size()) {
      case 2 -> Outcome.done(new Place.OfVersion(id, number));
      case 3 -> operation(new Request.Subject.OfVersion(id, number), rest.get(2));
      default -> unknown();
    };
  }

  private static Outcome<Place> operation(Request.Subject subject, String name) {
    return name.startsWith("$") ? Outcome.done(new Place.Named(subject, name)) : unknown();
  }

  private static <T> Outcome<T> unknown() {
    return refused(UNKNOWN_PATH, "there is nothing at this path");
  }

  private static <T> Outcome<T> refused(RefusalCode code, String text) {
    return Outcome.refused(code, "", text);
  }

  /** Whether a text may be an id. https://hl7.org/fhir/R4/datatypes.html#id */
  public static boolean isId(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text) {
    boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && !text.isEmpty() ? Integer.parseInt(text) : 0;
  }

  /** The request that a method makes of this path. */
  public Outcome<Request> with(String method) {
    Request request = request(method.equals("HEAD") ? "GET" : method);
    return request == null
        ? refused(METHOD_NOT_ALLOWED, "allowed here: " + String.join(", ", allowed()))
        : Outcome.done(request);
  }

  /** The methods of which this path knows something. */
  public List<String> allowed() {
    Stream<String> known =
        METHODS.stream().filter(one -> request(one.equals("HEAD") ? "GET" : one) != null);
    return known.toList();
  }

  private @Nullable Request request(String method) {
    boolean get = method.equals("GET");
    return switch (place) {
      case Place.Base _ ->
          switch (method) {
            case "GET" -> new Request.Search("", Request.SentBy.ADDRESS, Optional.empty());
            case "POST" -> new Request.Bundle();
            default -> null;
          };
      case Place.Metadata _ -> get ? new Request.Capabilities() : null;
      case Place.SearchOf(String type) ->
          method.equals("POST")
              ? new Request.Search(type, Request.SentBy.FORM, Optional.empty())
              : null;
      case Place.Within(EntryId owner, String type, Request.SentBy by) ->
          method.equals(by == Request.SentBy.FORM ? "POST" : "GET")
              ? new Request.Search(type, by, Optional.of(owner))
              : null;
      case Place.VersionsOf(History.Of of) -> get ? new Request.Versions(of) : null;
      case Place.OfType(String type) -> ofType(type, method);
      case Place.OfEntry(EntryId id) -> ofEntry(id, method);
      case Place.OfVersion(EntryId id, int number) ->
          get ? new Request.ReadVersion(id, number) : null;
      case Place.Named(Request.Subject subject, String name) ->
          get || method.equals("POST") ? new Request.Operation(subject, name, method) : null;
    };
  }

  private static @Nullable Request ofType(String type, String method) {
    return switch (method) {
      case "GET" -> new Request.Search(type, Request.SentBy.ADDRESS, Optional.empty());
      case "POST" -> new Request.Create(type);
      case "PUT" -> new Request.ConditionalUpdate(type);
      case "PATCH" -> new Request.ConditionalPatch(type);
      case "DELETE" -> new Request.ConditionalDelete(type);
      default -> null;
    };
  }

  private static @Nullable Request ofEntry(EntryId id, String method) {
    return switch (method) {
      case "GET" -> new Request.Read(id);
      case "PUT" -> new Request.Update(id);
      case "PATCH" -> new Request.Patch(id);
      case "DELETE" -> new Request.Delete(id);
      default -> null;
    };
  }
}
