package org.tunza.conformance.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** What a server answers, page by page, held against what it should. */
final class Answers {

  private static final int PAGES_MAX = 300;

  private final TestServer server;
  private final SpecEvaluator evaluator;

  Answers(TestServer server, SpecEvaluator evaluator) {
    this.server = server;
    this.evaluator = evaluator;
  }

  /** How the answers to a search differ from what they should be; empty when they don't. */
  String difference(SearchRequest request, int count) {
    Set<EntryId> expected = evaluator.hits(request);
    List<EntryId> found = new ArrayList<>();
    String address = "/" + request.address() + "&_count=" + count;
    for (int page = 0; page < PAGES_MAX && !address.isEmpty(); page++) {
      Reply reply = server.get(address);
      if (reply.status() != 200) {
        return reply.status() + " " + reply.text();
      }
      ObjectNode bundle = reply.json();
      List<EntryId> matches = entries(bundle, "match");
      Set<EntryId> along = Set.copyOf(entries(bundle, "include"));
      Set<EntryId> due = evaluator.included(request, Set.copyOf(matches));
      boolean isAll = entries(bundle, "outcome").isEmpty();
      if (isAll ? !along.equals(due) : !due.containsAll(along)) {
        return "included %s, and should be %s".formatted(along, due);
      }
      if (bundle.member("total") instanceof Node.NumberNode(String total)
          && !total.equals(String.valueOf(expected.size()))) {
        return "total %s of %d".formatted(total, expected.size());
      }
      found.addAll(matches);
      address = next(bundle);
    }
    return difference(expected, found, evaluator.order(request));
  }

  private static String difference(Set<EntryId> expected, List<EntryId> found, SortOrder order) {
    Set<EntryId> distinct = new HashSet<>(found);
    if (distinct.size() != found.size()) {
      return "some are there twice: " + found;
    }
    if (!distinct.equals(expected)) {
      Set<EntryId> missing = new HashSet<>(expected);
      missing.removeAll(distinct);
      distinct.removeAll(expected);
      return "missing %s, and too many %s".formatted(missing, distinct);
    }
    for (int i = 1; i < found.size(); i++) {
      if (!order.allows(found.get(i - 1), found.get(i))) {
        return "not in order: %s before %s".formatted(found.get(i - 1), found.get(i));
      }
    }
    return "";
  }

  /** What a bundle has of a search mode; the empty one is that of what has none. */
  static List<EntryId> entries(ObjectNode bundle, String mode) {
    List<EntryId> ids = new ArrayList<>();
    ArrayNode entries = bundle.array("entry");
    for (Node item : entries == null ? List.<Node>of() : entries.items()) {
      ObjectNode entry = (ObjectNode) item;
      ObjectNode resource = requireNonNull(entry.object("resource"));
      ObjectNode search = entry.object("search");
      if (mode.equals(search == null ? "" : search.string("mode"))) {
        String id = resource.string("id");
        ids.add(new EntryId(requireNonNull(resource.string("resourceType")), id == null ? "" : id));
      }
    }
    return ids;
  }

  private String next(ObjectNode bundle) {
    for (Node item : requireNonNull(bundle.array("link")).items()) {
      ObjectNode link = (ObjectNode) item;
      if ("next".equals(link.string("relation"))) {
        return requireNonNull(link.string("url")).substring(server.base().length());
      }
    }
    return "";
  }
}
