package org.tunza.store.terminology;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Transactions;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;
import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.Ranges;

/** The concepts of a code system that was loaded; each question is one statement. */
final class PostgresConcepts implements Concepts {

  private static final String NUMBERS =
      "select code, number from concept where system = ? and code = any (?)";

  private static final String CODES_OF =
      """
      select c.code
      from unnest(?::integer[]) with ordinality as u (number, place)
      join concept c on c.system = ? and c.number = u.number
      order by u.place
      """;

  private static final String BELOW =
      "select below::text from concept where system = ? and number = ?";

  private static final String IS_BELOW =
      "select below @> ?::integer from concept where system = ? and number = ?";

  private static final String ABOVE =
      """
      with recursive up (number) as (
        select unnest(parents) from concept where system = ? and number = ?
        union
        select p.number
        from up join concept c on c.system = ? and c.number = up.number
        cross join unnest(c.parents) as p (number)
      )
      select number from up
      """;

  private static final String PARENTS =
      "select unnest(parents) from concept where system = ? and number = ?";

  private static final String CHILDREN =
      """
      select c.number
      from concept p
      cross join unnest(p.below) as r (range)
      cross join lateral (
        select c.number, c.parents
        from concept c
        where c.system = p.system and c.number >= lower(r.range) and c.number < upper(r.range)
        offset 0) c
      where p.system = ? and p.number = ? and p.number = any (c.parents)
      """;

  private static final String HAVING =
      "select distinct concept from concept_property where system = ? and name = ?";

  private static final String HAVING_VALUE =
      """
      select distinct p.concept
      from unnest(?::text[]) as v (value)
      join concept_property p on p.system = ? and p.name = ?
        and left(p.value, 200) collate "C" = left(v.value, 200) and p.value = v.value
      """;

  private static final String HAVING_DISPLAY =
      "select number from concept where system = ? and display = any (?)";

  private static final String VALUES =
      "select distinct value from concept_property where system = ? and name = ?";

  private static final String CODES = "select code from concept where system = ?";

  private static final String DISPLAYS = "select distinct display from concept where system = ?";

  private static final String NAMED =
      "select number from concept where system = ? and words @@ ?::tsquery";

  private static final String CONCEPTS =
      """
      select c.number, c.code, c.display,
        array(select p.code from unnest(c.parents) as u (number)
          join concept p on p.system = c.system and p.number = u.number)
      from unnest(?::integer[]) as u (number)
      join concept c on c.system = ? and c.number = u.number
      """;

  private static final String DESIGNATIONS =
      """
      select concept, language, use_system, use_code, value
      from concept_designation where system = ? and concept = any (?)
      """;

  private static final String PROPERTIES =
      """
      select concept, kind, name, value, value_system
      from concept_property where system = ? and concept = any (?)
      """;

  private final Transactions transactions;
  private final CodeSystem codeSystem;
  private final int system;
  private final int size;
  private final String inactive;

  PostgresConcepts(
      Transactions transactions, CodeSystem codeSystem, int system, int size, String inactive) {
    this.transactions = transactions;
    this.codeSystem = codeSystem;
    this.system = system;
    this.size = size;
    this.inactive = inactive;
  }

  @Override
  public CodeSystem codeSystem() {
    return codeSystem;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Map<String, Integer> numbers(Collection<String> codes) {
    Map<String, Integer> numbers = new HashMap<>();
    transactions.read(connection ->
        Sql.query(
            connection,
            NUMBERS,
            row -> numbers.put(row.getString(1), row.getInt(2)),
            system,
            array(codes)));
    return numbers;
  }

  @Override
  public List<String> codes(List<Integer> numbers) {
    return transactions.read(connection ->
        Sql.query(connection, CODES_OF, row -> row.getString(1), ints(numbers), system));
  }

  @Override
  public BitSet inactive() {
    return Ranges.parse(inactive).set();
  }

  @Override
  public BitSet below(int number) {
    return transactions
        .read(connection ->
            Sql.one(connection, BELOW, row -> Ranges.parse(row.getString(1)), system, number))
        .orElse(Ranges.NONE)
        .set();
  }

  @Override
  public boolean isBelow(int number, int above) {
    return transactions
        .read(connection ->
            Sql.one(connection, IS_BELOW, row -> row.getBoolean(1), number, system, above))
        .orElse(false);
  }

  @Override
  public BitSet above(int number) {
    return set(ABOVE, system, number, system);
  }

  @Override
  public BitSet parents(int number) {
    return set(PARENTS, system, number);
  }

  @Override
  public BitSet children(int number) {
    return set(CHILDREN, system, number);
  }

  @Override
  public BitSet having(String property) {
    return set(HAVING, system, property);
  }

  @Override
  public BitSet having(String property, Collection<String> values) {
    return switch (property) {
      case "code" -> {
        BitSet found = new BitSet();
        numbers(values).values().forEach(found::set);
        yield found;
      }
      case "display" -> set(HAVING_DISPLAY, system, array(values));
      default -> set(HAVING_VALUE, array(values), system, property);
    };
  }

  @Override
  public List<String> values(String property) {
    return transactions.read(connection ->
        switch (property) {
          case "code" -> Sql.query(connection, CODES, row -> row.getString(1), system);
          case "display" -> Sql.query(connection, DISPLAYS, row -> row.getString(1), system);
          default -> Sql.query(connection, VALUES, row -> row.getString(1), system, property);
        });
  }

  @Override
  public BitSet named(Collection<String> words) {
    String query =
        words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    return set(NAMED, system, query);
  }

  @Override
  public List<Concept> concepts(List<Integer> numbers) {
    return transactions.read(connection -> concepts(connection, ints(numbers)));
  }

  private List<Concept> concepts(Connection connection, int[] asked) throws SQLException {
    Map<Integer, List<Designation>> designations = new HashMap<>();
    Sql.query(
        connection,
        DESIGNATIONS,
        row ->
            designations
                .computeIfAbsent(row.getInt(1), _ -> new ArrayList<>())
                .add(designation(row)),
        system,
        asked);
    Map<Integer, List<Property>> properties = new HashMap<>();
    Sql.query(
        connection,
        PROPERTIES,
        row -> properties.computeIfAbsent(row.getInt(1), _ -> new ArrayList<>()).add(property(row)),
        system,
        asked);
    BitSet retired = inactive();
    Map<Integer, Concept> found = new HashMap<>();
    Sql.query(
        connection,
        CONCEPTS,
        row ->
            found.put(
                row.getInt(1),
                new Concept(
                    row.getString(2),
                    row.getString(3),
                    retired.get(row.getInt(1)) ? State.INACTIVE : State.ACTIVE,
                    List.of((String[]) row.getArray(4).getArray()),
                    designations.getOrDefault(row.getInt(1), List.of()),
                    properties.getOrDefault(row.getInt(1), List.of()))),
        asked,
        system);
    List<Concept> concepts = new ArrayList<>(asked.length);
    for (int number : asked) {
      if (found.containsKey(number)) {
        concepts.add(found.get(number));
      }
    }
    return concepts;
  }

  private static Designation designation(ResultSet row) throws SQLException {
    return new Designation(
        row.getString(2), new Code(row.getString(3), row.getString(4)), row.getString(5));
  }

  private static Property property(ResultSet row) throws SQLException {
    return new Property(
        row.getString(3), Concept.Kind.of(row.getInt(2)), row.getString(4), row.getString(5));
  }

  private BitSet set(String sql, @Nullable Object... parameters) {
    BitSet set = new BitSet();
    transactions.read(connection ->
        Sql.query(
            connection,
            sql,
            row -> {
              set.set(row.getInt(1));
              return Boolean.TRUE;
            },
            parameters));
    return set;
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Object array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
