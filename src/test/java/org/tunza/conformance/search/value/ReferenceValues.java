package org.tunza.conformance.search.value;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.tunza.record.EntryId;

/**
 * References to entries of this server, to what lies elsewhere, and by identifier.
 * https://hl7.org/fhir/R4/search.html#reference
 *
 * @param base the address of this server
 * @param targets the types that may be named
 */
public record ReferenceValues(String base, List<String> targets) implements Values {

  private static final Set<String> TYPES = FhirContext.forR4Cached().getResourceTypes();
  private static final Pattern VERSION = Pattern.compile("/_history/[A-Za-z0-9\\-.]{1,64}$");
  private static final Pattern ENTRY = Pattern.compile("(\\w+)/([A-Za-z0-9\\-.]{1,64})");
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.\\-]*:");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
  private static final TokenValues IDENTIFIERS = new TokenValues("");

  public ReferenceValues {
    targets = List.copyOf(targets);
  }

  @Override
  public List<Value> read(Base element, Resource resource) {
    List<Value> found = new ArrayList<>();
    switch (element) {
      case Reference reference -> {
        if (reference.hasReference()) {
          literal(reference.getReference()).ifPresent(found::add);
        }
        found.addAll(IDENTIFIERS.read(reference.getIdentifier(), resource));
      }
      case Resource named when named.hasId() && targets.contains(named.fhirType()) ->
          found.add(
              new Value.Reference(new EntryId(named.fhirType(), named.getIdElement().getIdPart())));
      default -> found.addAll(new UriValues().read(element, resource));
    }
    return found;
  }

  /** An entry of this server, or an absolute address; none when it is contained, or a search. */
  private Optional<Value> literal(String reference) {
    String current = VERSION.matcher(reference).replaceFirst("");
    String relative =
        current.startsWith(base + "/") ? current.substring(base.length() + 1) : current;
    Matcher entry = ENTRY.matcher(relative);
    if (entry.matches() && TYPES.contains(entry.group(1))) {
      return Optional.of(new Value.Reference(new EntryId(entry.group(1), entry.group(2))));
    }
    return ABSOLUTE.matcher(current).lookingAt()
        ? Optional.of(new Value.Uri(current))
        : Optional.empty();
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    String plain = EscapedText.plain(text);
    if (modifier.equals("identifier")) {
      return IDENTIFIERS.wanted("", text);
    }
    if (!modifier.isEmpty()) {
      String id = plain.startsWith(modifier + "/") ? plain.substring(modifier.length() + 1) : plain;
      return new Value.Reference(new EntryId(modifier, id))::equals;
    }
    return entry(plain).or(new Value.Uri(plain)::equals);
  }

  /** What is asked for, as far as it is a reference; canonicals are found as any uri. */
  private Predicate<Value> entry(String plain) {
    if (ID.matcher(plain).matches()) {
      return value ->
          value instanceof Value.Reference(EntryId target)
              && target.id().equals(plain)
              && targets.contains(target.type());
    }
    Optional<Value> literal = literal(plain);
    return value -> literal.isPresent() && literal.get().equals(value);
  }
}
