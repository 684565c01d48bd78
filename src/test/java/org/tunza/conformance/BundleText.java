package org.tunza.conformance;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bundles as a client writes them; an apostrophe stands for a quote. */
final class BundleText {

  private BundleText() {}

  /** An entry; parts that are null are left out. */
  record Entry(
      @Nullable String fullUrl,
      String method,
      String url,
      @Nullable String resource,
      @Nullable String conditions) {

    Entry ifNoneExist(String criteria) {
      return new Entry(fullUrl, method, url, resource, "'ifNoneExist':'" + criteria + "'");
    }

    Entry ifMatch(String tag) {
      return new Entry(fullUrl, method, url, resource, "'ifMatch':'" + tag + "'");
    }

    private String text() {
      return "{%s%s'request':{'method':'%s','url':'%s'%s}}"
          .formatted(
              fullUrl == null ? "" : "'fullUrl':'" + fullUrl + "',",
              resource == null ? "" : "'resource':" + resource + ",",
              method,
              url,
              conditions == null ? "" : "," + conditions);
    }
  }

  static Entry entry(String method, String url) {
    return new Entry(null, method, url, null, null);
  }

  static Entry entry(String method, String url, String resource) {
    return new Entry(null, method, url, resource, null);
  }

  static Entry entry(String fullUrl, String method, String url, String resource) {
    return new Entry(fullUrl, method, url, resource, null);
  }

  static String transaction(Entry... entries) {
    return bundle("transaction", entries);
  }

  static String batch(Entry... entries) {
    return bundle("batch", entries);
  }

  private static String bundle(String type, Entry... entries) {
    return "{'resourceType':'Bundle','type':'%s','entry':[%s]}"
        .formatted(type, Arrays.stream(entries).map(Entry::text).collect(Collectors.joining(",")));
  }
}
