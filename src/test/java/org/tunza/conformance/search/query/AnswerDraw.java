package org.tunza.conformance.search.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.Entry;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.SortOrder;
import org.tunza.conformance.search.query.Links.Link;

/** How an answer is asked to look: in what order, and with what besides. */
record AnswerDraw(Links links, Chance chance) {

  private static final int KEYS_MAX = 3;

  /** Keys among these, either way. */
  Parameter sort(Entry entry, List<SearchParameter> among) {
    List<SearchParameter> keys = among.stream().filter(SortOrder::isKey).toList();
    List<SearchParameter> had = keys.stream().filter(entry::has).toList();
    Map<String, String> drawn = new LinkedHashMap<>();
    do {
      String key = chance.one(had.isEmpty() || chance.oneIn(5) ? keys : had).getCode();
      drawn.put(key, chance.oneIn(2) ? key : "-" + key);
    } while (drawn.size() < KEYS_MAX && chance.oneIn(2));
    return new Parameter("_sort", String.join(",", drawn.values()));
  }

  /** What the entry names or is named by, and perhaps what that names in turn. */
  List<Parameter> inclusions(Entry entry) {
    List<Parameter> drawn = new ArrayList<>();
    Entry from = entry;
    do {
      List<Link> near = new ArrayList<>(links.from(from));
      near.addAll(links.to(from));
      if (near.isEmpty()) {
        return drawn;
      }
      Link link = chance.one(near);
      boolean isForward = link.source().equals(from);
      drawn.add(inclusion(link, isForward ? "_include" : "_revinclude", drawn.isEmpty()));
      from = isForward ? link.target() : link.source();
    } while (chance.oneIn(2));
    return drawn;
  }

  private Parameter inclusion(Link link, String name, boolean isFirst) {
    boolean isIterated = chance.oneIn(isFirst ? 6 : 2);
    String code = chance.oneIn(6) ? "*" : link.parameter().getCode();
    String target = chance.oneIn(3) ? ":" + link.target().id().type() : "";
    return new Parameter(
        isIterated ? name + ":iterate" : name, link.source().id().type() + ":" + code + target);
  }
}
