package org.tunza.record.terminology;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The code systems that were loaded. Definitional: they hold nothing of any patient. */
public interface CodeSystems {

  /** The version of a url; when the version is empty, the one that was loaded last. */
  Optional<Concepts> find(String url, String version);

  /** The code system whose codes all together are a value set. */
  Optional<CodeSystem> ofValueSet(String canonical);

  /** All, by url and then the last one first. */
  List<Loaded> all();

  /**
   * When and from what a version was loaded.
   *
   * @param source name of the file
   * @param agent number of the account
   */
  record Loaded(CodeSystem codeSystem, int concepts, Instant at, String source, int agent) {}
}
