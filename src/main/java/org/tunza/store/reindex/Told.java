package org.tunza.store.reindex;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.Version;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameter.Definition;
import org.tunza.store.index.TermHash;
import org.tunza.store.index.TermRows;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.key.VersionOpening.Opened;
import org.tunza.store.key.VersionOpening.SealedVersion;
import org.tunza.store.reindex.Derived.Pointed;

/** What entries say that they are found by; what they refer to is looked up for all at once. */
final class Told {

  /** Of no entry. */
  private static final long NO_NUMBER = 0;

  private final VersionOpening opening;
  private final Indexing indexing;
  private final TermHash hash;
  private final Map<EntryKey, Derived> nothing = new HashMap<>();
  private final List<Said> said = new ArrayList<>();
  private final Set<EntryKey> there = new HashSet<>();

  private final Map<EntryId, Defining> defining = new HashMap<>();

  /** An entry that defines search parameters, or could. */
  record Defining(EntryKey where, List<Definition> definitions) {}

  private record Said(Pointed pointed, EntryId id, Indexing.Indexed indexed) {}

  Told(VersionOpening opening, Indexing indexing, TermHash hash) {
    this.opening = opening;
    this.indexing = indexing;
    this.hash = hash;
  }

  /** Adds what the entry is found by; nothing when its content does not open. */
  void add(Connection connection, Pointed pointed) throws SQLException {
    there.add(pointed.where());
    if (pointed.isLeft()) {
      nothing.put(pointed.where(), Derived.nothing(pointed, null));
      return;
    }
    byte[] sealed = pointed.sealed();
    if (sealed == null) {
      return;
    }
    SealedVersion version =
        new SealedVersion(
            pointed.where(), pointed.version(), pointed.dictionary(), sealed, pointed.wrapped());
    if (opening.open(connection, version) instanceof Opened opened) {
      add(pointed, opened.content());
    }
  }

  private void add(Pointed pointed, byte[] content) {
    EntryId id = indexing.id(content);
    if (indexing.isOfDefinitions(id.type())) {
      defining.put(id, new Defining(pointed.where(), indexing.definitions(content)));
    }
    switch (Version.State.of(pointed.state())) {
      case DELETED -> nothing.put(pointed.where(), Derived.nothing(pointed, id));
      case CURRENT ->
          said.add(new Said(pointed, id, indexing.of(indexing.typeName(pointed.type()), content)));
    }
  }

  /** Those of a type that defines search parameters. */
  Map<EntryId, Defining> defining() {
    return Map.copyOf(defining);
  }

  /** Whether the entry was asked for and is there, though it may not have opened. */
  boolean isThere(EntryKey entry) {
    return there.contains(entry);
  }

  /** The entries that they refer to. */
  Set<EntryId> referred() {
    Set<EntryId> ids = new HashSet<>();
    for (Said one : said) {
      for (IndexTerm term : one.indexed.terms()) {
        if (term instanceof IndexTerm.Reference(int _, EntryId target)) {
          ids.add(target);
        }
      }
    }
    return ids;
  }

  /** The rows of those that opened, with the numbers of what they refer to. */
  Map<EntryKey, Derived> derived(Map<EntryId, Long> numbers) throws SQLException {
    Map<EntryKey, Derived> entries = new HashMap<>(nothing);
    for (Said one : said) {
      TermRows rows =
          TermRows.of(
              one.pointed.type(),
              one.indexed.terms(),
              indexing,
              hash,
              id -> numbers.getOrDefault(id, NO_NUMBER));
      entries.put(
          one.pointed.where(), new Derived(one.pointed, one.id, rows, one.indexed.compartments()));
    }
    return entries;
  }
}
