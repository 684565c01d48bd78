package org.tunza.fhir.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.fhir.history.PageSize;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.use.AccessRecord;

/**
 * Finds entries of a type, or of several, by GET or by POST of a form.
 * https://hl7.org/fhir/R4/http.html#search
 */
public final class SearchEntries implements Interaction<Request.Search> {

  private static final int OK = 200;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final AccessRecord access;
  private final ConditionParser parser;
  private final PlaceSeal seal;
  private final PageSize size;

  public SearchEntries(AccessRecord access, ConditionParser parser, PlaceSeal seal, PageSize size) {
    this.access = access;
    this.parser = parser;
    this.seal = seal;
    this.size = size;
  }

  @Override
  public Outcome<Answer> answer(Request.Search request, Exchange exchange) {
    return query(request, exchange)
        .then(query -> SearchRequest.of(request, query, handling(exchange), parser, seal, size))
        .then(search ->
            access
                .search(search.search(), exchange.who())
                .map(found ->
                    SearchBundle.of(
                        found,
                        search.link(),
                        found.next().map(place -> search.link(place, seal)),
                        search.ignored(),
                        exchange.base())))
        .map(bytes -> Answer.of(OK, new Answer.Content.Stored(bytes)));
  }

  /** The parameters of the address, and those of a form. */
  private static Outcome<Query> query(Request.Search request, Exchange exchange) {
    return switch (request.by()) {
      case ADDRESS -> Outcome.done(exchange.query());
      case FORM ->
          exchange.body().mediaType().equals(FORM)
              ? exchange
                  .body()
                  .bytes()
                  .then(bytes -> Query.parse(new String(bytes, StandardCharsets.UTF_8)))
                  .map(form -> joined(exchange.query(), form))
              : Outcome.refused(
                  RefusalCode.UNSUPPORTED_MEDIA_TYPE,
                  "Content-Type",
                  "a search is sent as " + FORM);
    };
  }

  private static Query joined(Query address, Query form) {
    List<Query.Parameter> all = new ArrayList<>(address.parameters());
    all.addAll(form.parameters());
    return new Query(all);
  }

  private static SearchRequest.Handling handling(Exchange exchange) {
    String prefer = exchange.header("Prefer");
    boolean lenient =
        prefer != null && prefer.toLowerCase(Locale.ROOT).contains("handling=lenient");
    return lenient ? SearchRequest.Handling.LENIENT : SearchRequest.Handling.STRICT;
  }
}
