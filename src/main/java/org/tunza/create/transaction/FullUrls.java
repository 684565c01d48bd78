package org.tunza.create.transaction;

import static org.tunza.record.RefusalCode.INVALID_BUNDLE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Write;
import org.tunza.resource.definition.Definitions;

/**
 * What the entries of a transaction call each other, and the writes that these names stand for. See
 * https://hl7.org/fhir/R4/bundle.html#references.
 */
final class FullUrls {

  private final Map<String, Integer> places = new HashMap<>();
  private final Lookups lookups;

  private FullUrls(Lookups lookups) {
    this.lookups = lookups;
  }

  /** Reads the names of entries that stand in the order of their writes. */
  static Outcome<FullUrls> of(List<TransactionEntry> ordered, Lookups lookups) {
    FullUrls urls = new FullUrls(lookups);
    for (int place = 0; place < ordered.size(); place++) {
      TransactionEntry entry = ordered.get(place);
      String url = entry.fullUrl();
      if (url.isEmpty()) {
        continue;
      }
      String fault = urls.fault(url);
      if (fault != null) {
        return Outcome.refused(INVALID_BUNDLE, entry.place() + ".fullUrl", fault);
      }
      if (!(entry.deed() instanceof TransactionEntry.Deed.Deprecate)) {
        urls.places.put(url, place);
      }
    }
    return Outcome.done(urls);
  }

  private @Nullable String fault(String url) {
    if (places.containsKey(url)) {
      return "another entry has the same fullUrl";
    }
    if (url.contains("/_history/")) {
      return "a fullUrl names no version";
    }
    return isUrn(url) || isHttp(url) ? null : "a fullUrl begins with urn:, http: or https:";
  }

  private static boolean isUrn(String url) {
    return url.startsWith("urn:");
  }

  private static boolean isHttp(String url) {
    return url.startsWith("http://") || url.startsWith("https://");
  }

  /** Where the links of an entry lead to, once the ids of all are known. */
  LinkTargets targets(String fullUrl, Write.Ids ids) {
    return new Known(root(fullUrl), ids);
  }

  /** What relative references of an entry are relative to; empty when to this server. */
  private static String root(String fullUrl) {
    if (!isHttp(fullUrl)) {
      return "";
    }
    int id = fullUrl.lastIndexOf('/');
    int type = fullUrl.lastIndexOf('/', id - 1);
    boolean isType = type > 0 && Definitions.r4().isResourceType(fullUrl.substring(type + 1, id));
    return isType ? fullUrl.substring(0, type + 1) : "";
  }

  private final class Known implements LinkTargets {
    private final String root;
    private final Write.Ids ids;

    Known(String root, Write.Ids ids) {
      this.root = root;
      this.ids = ids;
    }

    @Override
    public @Nullable String ofReference(String reference) {
      Integer place = places.get(reference);
      if (place == null && !root.isEmpty() && reference.indexOf(':') < 0) {
        place = places.get(root + reference);
      }
      if (place != null) {
        return text(ids.ofWrite(place));
      }
      Integer lookup = lookups.place(reference);
      if (lookup != null) {
        return text(ids.ofLookup(lookup));
      }
      return reference.startsWith("urn:uuid:") || reference.startsWith("urn:oid:")
          ? null
          : reference;
    }

    @Override
    public String ofUrl(String url) {
      Integer place = places.get(url);
      return place == null ? url : text(ids.ofWrite(place));
    }

    /** Addresses of definitions are uris too, and stay; only names made up for links go. */
    @Override
    public String ofUri(String uri) {
      return isUrn(uri) ? ofUrl(uri) : uri;
    }

    private String text(EntryId id) {
      return id.type() + "/" + id.id();
    }
  }
}
