package org.tunza.conformance.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.value.NormalText;
import org.tunza.conformance.search.value.QuantityValues;
import org.tunza.conformance.search.value.Value;
import org.tunza.record.EntryId;

/** In what order entries may be told. https://hl7.org/fhir/R4/search.html#sort */
public final class SortOrder {

  private static final List<SearchParamType> SORTABLE =
      List.of(
          SearchParamType.STRING,
          SearchParamType.DATE,
          SearchParamType.NUMBER,
          SearchParamType.QUANTITY);

  private static final Comparator<String> CODE_POINTS =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  /** Of values of one parameter. */
  private static final Comparator<Value> VALUES =
      (a, b) ->
          switch (a) {
            case Value.Text(String text) ->
                CODE_POINTS.compare(NormalText.of(text), NormalText.of(((Value.Text) b).text()));
            case Value.Token(String _, String id) ->
                CODE_POINTS.compare(id, ((Value.Token) b).code());
            case Value.Interval(var low, var _) -> low.compareTo(((Value.Interval) b).low());
            case Value.Decimal(var number) -> number.compareTo(((Value.Decimal) b).number());
            case Value.Quantity quantity ->
                QuantityValues.canonical(quantity)
                    .compareTo(QuantityValues.canonical((Value.Quantity) b));
            case Value.Label _,
                Value.TypedIdentifier _,
                Value.Uri _,
                Value.Reference _,
                Value.Group _ ->
                throw new IllegalArgumentException("no sort key: " + a);
          };

  private final Entries entries;
  private final List<Key> keys = new ArrayList<>();

  private record Key(String code, boolean isDescending) {}

  SortOrder(Entries entries, SearchRequest request) {
    this.entries = entries;
    for (String value : request.values("_sort")) {
      for (String key : value.split(",", -1)) {
        boolean isDescending = key.startsWith("-");
        keys.add(new Key(isDescending ? key.substring(1) : key, isDescending));
      }
    }
  }

  /** Whether entries may be told in the order of a parameter's values. */
  public static boolean isKey(SearchParameter parameter) {
    return parameter.getCode().equals("_id") || SORTABLE.contains(parameter.getType());
  }

  /** Whether one entry may be told right before another. */
  public boolean allows(EntryId before, EntryId after) {
    Entry first = entries.find(before).orElseThrow();
    Entry second = entries.find(after).orElseThrow();
    for (Key key : keys) {
      int compared = compare(key, first, second);
      if (compared != 0) {
        return compared < 0;
      }
    }
    return true;
  }

  private static int compare(Key key, Entry a, Entry b) {
    List<Value> ofA = values(key, a);
    List<Value> ofB = values(key, b);
    if (ofA.isEmpty() || ofB.isEmpty()) {
      return Boolean.compare(ofA.isEmpty(), ofB.isEmpty());
    }
    return key.isDescending()
        ? VALUES.compare(Collections.max(ofB, VALUES), Collections.max(ofA, VALUES))
        : VALUES.compare(Collections.min(ofA, VALUES), Collections.min(ofB, VALUES));
  }

  private static List<Value> values(Key key, Entry entry) {
    SearchParameter parameter = Parameters.get(entry.id().type(), key.code());
    if (!isKey(parameter)) {
      throw new IllegalArgumentException("no sort key: " + key.code());
    }
    return entry.values(parameter).stream().filter(SortOrder::saysSomething).toList();
  }

  private static boolean saysSomething(Value value) {
    return !(value instanceof Value.Text(String text)) || !NormalText.of(text).isEmpty();
  }
}
