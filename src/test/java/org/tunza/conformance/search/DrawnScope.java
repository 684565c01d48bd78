package org.tunza.conformance.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.SearchRequest.Where;
import org.tunza.conformance.search.query.QueryGenerator;
import org.tunza.platform.Randomness;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Search;
import org.tunza.record.search.Selection;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.Terminology;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.search.PostgresSearch;
import org.tunza.testing.TestServer;

/**
 * A scope drawn at random: all of some types, and of others what a drawn search finds.
 *
 * @param visible what it shows of the entries there are
 */
record DrawnScope(AccessScope scope, Set<EntryId> visible) {

  private static final int SEARCHES = 120;

  static DrawnScope of(SpecEvaluator evaluator, QueryGenerator searches, Randomness chance) {
    ConditionParser parser =
        new ConditionParser(
            new SearchCatalogue(),
            new OwnAddresses(List.of(evaluator.base())),
            NO_TERMINOLOGY,
            Instant::now);
    List<Selection> grants = new ArrayList<>();
    Set<EntryId> visible = new HashSet<>();
    for (int i = 0; i < SEARCHES; i++) {
      SearchRequest search = conditions(searches.next());
      granted(search, parser)
          .ifPresent(grant -> {
            grants.add(grant);
            visible.addAll(evaluator.hits(search));
          });
    }
    for (String type : evaluator.entries().types()) {
      if (chance.below(2) == 0) {
        grants.add(new Selection(type, List.of()));
        visible.addAll(evaluator.hits(SearchRequest.of(type)));
      }
    }
    return new DrawnScope(new AccessScope.Granted(grants), visible);
  }

  boolean sees(EntryId id) {
    return visible.contains(id);
  }

  /** Those of all that can be read and may not be, or may and can't. */
  List<String> misread(TestServer server, Collection<Entry> all) {
    List<String> misread = new ArrayList<>();
    for (Entry entry : all) {
      int due = sees(entry.id()) ? 200 : 404;
      for (String path : List.of("", "/_history", "/_history/1")) {
        int status = server.get("/" + entry.id() + path).status();
        if (status != due) {
          misread.add("%s%s: %d, and should be %d".formatted(entry.id(), path, status, due));
        }
      }
    }
    return misread;
  }

  /** Types whose history tells of others than those that are seen. */
  List<String> mistold(TestServer server, SpecEvaluator evaluator) {
    List<String> mistold = new ArrayList<>();
    for (String type : evaluator.entries().types()) {
      Set<EntryId> due = new HashSet<>(evaluator.hits(SearchRequest.of(type)));
      due.retainAll(visible);
      Set<EntryId> told =
          new HashSet<>(
              Answers.entries(server.get("/" + type + "/_history?_count=100").json(), ""));
      if (!told.equals(due)) {
        mistold.add("%s: %s, and should be %s".formatted(type, told, due));
      }
    }
    return mistold;
  }

  /** The same search without what says how it is answered. */
  private static SearchRequest conditions(SearchRequest drawn) {
    return new SearchRequest(
        drawn.where(),
        drawn.parameters().stream()
            .filter(one -> !one.name().matches("_(sort|include|revinclude|lastUpdated).*"))
            .toList());
  }

  /** What a search of one type finds, where the index alone tells. */
  private static Optional<Selection> granted(SearchRequest search, ConditionParser parser) {
    if (!(search.where() instanceof Where.OfType(String type))) {
      return Optional.empty();
    }
    List<Condition> all = new ArrayList<>();
    for (Parameter parameter : search.parameters()) {
      switch (parser.parse(type, parameter.name(), parameter.value())) {
        case Outcome.Done<Condition>(Condition condition) -> all.add(condition);
        case Outcome.Refused<Condition>(Refusal _) -> {
          return Optional.empty();
        }
      }
    }
    Selection selection = new Selection(type, all);
    return Optional.of(selection)
        .filter(one -> PostgresSearch.isExact(Search.all(List.of(one), 1)));
  }

  private static final Terminology NO_TERMINOLOGY =
      new Terminology() {
        @Override
        public Outcome<List<Code>> codes(String valueSet, int max) {
          return unknown();
        }

        @Override
        public Outcome<Boolean> contains(String valueSet, Code code) {
          return unknown();
        }

        @Override
        public Outcome<List<Code>> below(Code code, int max) {
          return unknown();
        }

        @Override
        public Outcome<List<Code>> above(Code code, int max) {
          return unknown();
        }

        private <T> Outcome<T> unknown() {
          return Outcome.refused(RefusalCode.NOT_FOUND, "", "no terminology is known here");
        }
      };
}
