package org.tunza.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.tunza.Ground;
import org.tunza.platform.Clock;
import org.tunza.platform.Ids;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Database;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.PostgresRecords;
import org.tunza.store.blob.BlobFolder;
import org.tunza.store.blob.BlobStore;
import org.tunza.store.blob.Blobs;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.BlobSealing;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.MasterKeys;
import org.tunza.store.key.Sealing;

/** One program's store on a test database, with plain indexing. Several may share a database. */
public final class TestStore {

  public static final Attribution WHO = Attribution.localOperator(Attribution.Purpose.TREAT);

  private final PlainIndexing indexing = new PlainIndexing();
  private final Ids ids = new Ids(Clock.system(), Randomness.secure());
  private final PostgresRecords records;
  private final KeyTree keys;
  private final Blobs blobs;
  private final Sealing sealing = new Sealing(Dictionaries.all(), Randomness.secure());

  private TestStore(
      Database database,
      KeyTree keys,
      BlobStore blobStore,
      byte[] indexKey,
      PostgresRecords.Dangling dangling) {
    this.keys = keys;
    this.blobs = new Blobs(blobStore, keys, new BlobSealing(Randomness.secure()));
    this.records = records(database, keys, blobs, indexing, indexKey, dangling);
  }

  private static PostgresRecords records(
      Database database,
      KeyTree keys,
      Blobs blobs,
      Indexing indexing,
      byte[] indexKey,
      PostgresRecords.Dangling dangling) {
    return new PostgresRecords(
        database,
        keys,
        new Sealing(Dictionaries.all(), Randomness.secure()),
        blobs,
        indexing,
        new TermHash(indexKey),
        dangling,
        () -> {});
  }

  /** The FHIR records of a store without a program that serves them. */
  public static Records records(Ground ground) {
    return records(
        ground.database(),
        ground.keys(),
        ground.blobs(),
        new FhirIndexing(new SearchCatalogue()),
        ground.secrets().secret(KeyTree.INDEX),
        PostgresRecords.Dangling.REFUSED);
  }

  public static TestStore open(TestDatabase test, Path masterKeys) {
    return open(test, new MasterKeys(masterKeys));
  }

  public static TestStore open(TestDatabase test, MasterKeys masters) {
    return open(test, masters, PostgresRecords.Dangling.REFUSED);
  }

  /** The same with a policy on references that lead nowhere. */
  public static TestStore open(
      TestDatabase test, MasterKeys masters, PostgresRecords.Dangling dangling) {
    Database database = test.database();
    try (Connection owner = database.owner().getConnection()) {
      owner.setAutoCommit(false);
      KeyTree keys = KeyTree.open(owner, masters, Randomness.secure());
      owner.commit();
      return new TestStore(database, keys, blobStore(masters), new byte[32], dangling);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the blobs of the stores lie that have these master keys. */
  public static BlobStore blobStore(MasterKeys masters) {
    return new BlobFolder(masters.folder().resolve("blobs"));
  }

  /** What destroys keys of the stores that have these master keys, and their blobs. */
  public static KeyDestruction destruction(MasterKeys masters) {
    return new KeyDestruction(
        masters, Randomness.secure(), name -> Blobs.remove(blobStore(masters), name));
  }

  public Blobs blobs() {
    return blobs;
  }

  public PostgresRecords records() {
    return records;
  }

  public KeyTree keys() {
    return keys;
  }

  public Sealing sealing() {
    return sealing;
  }

  public EntryId fresh(String type) {
    return new EntryId(type, ids.next());
  }

  /** What a write of plain members drafts. */
  public Write.Drafting drafting(Map<String, String> members) {
    return basis -> Outcome.done(draft(basis.id(), members));
  }

  private Draft draft(EntryId id, Map<String, String> members) {
    Draft.Content content = (version, at) -> json(id, version, at, members);
    Indexing.Indexed indexed = indexing.of(id.type(), content.canonical(1, Instant.EPOCH));
    Set<EntryId> references =
        indexed.terms().stream()
            .filter(IndexTerm.Reference.class::isInstance)
            .map(term -> ((IndexTerm.Reference) term).target())
            .collect(Collectors.toSet());
    indexed.compartments().forEach(compartment -> references.add(compartment.patient()));
    return new Draft(
        id, content, indexed.home(), indexed.terms(), references, Set.of(), indexed.compartments());
  }

  private static byte[] json(EntryId id, int version, Instant at, Map<String, String> members) {
    String rest =
        members.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(member -> ",\"%s\":\"%s\"".formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining());
    return "{\"resourceType\":\"%s\",\"id\":\"%s\",\"version\":\"%d\",\"at\":\"%s\"%s}"
        .formatted(id.type(), id.id(), version, at, rest)
        .getBytes(UTF_8);
  }

  public Write create(EntryId id, Map<String, String> members) {
    return new Write.Create(id, Optional.empty(), keys(members), drafting(members));
  }

  public Write createUnless(EntryId id, String identifier, Map<String, String> members) {
    return new Write.Create(
        id, Optional.of(identified(id.type(), identifier)), keys(members), drafting(members));
  }

  public Write update(EntryId id, Map<String, String> members) {
    return new Write.Update(
        new Write.Target.One(id),
        OptionalInt.empty(),
        new Write.Absent.Create(id),
        keys(members),
        drafting(members));
  }

  public Write delete(EntryId id) {
    return new Write.Delete(new Write.Target.One(id), OptionalInt.empty());
  }

  public static Criteria identified(String type, String identifier) {
    return new Criteria(
        type,
        List.of(
            new Criteria.AnyOf(
                List.of(
                    new Criteria.Match.TokenCode(
                        PlainIndexing.IDENTIFIER,
                        new Criteria.Systems.One("urn:test"),
                        identifier)))));
  }

  private static Write.Keys keys(Map<String, String> members) {
    String identifier = members.get("identifier");
    return identifier == null
        ? Write.Keys.NONE
        : new Write.Keys(
            Set.of(new IndexTerm.Token(PlainIndexing.IDENTIFIER, "urn:test", identifier)));
  }

  public Outcome<List<Written>> commit(Write... writes) {
    return records.commit(
        new Change(
            List.of(writes), List.of(), Change.Returning.CONTENT, place -> "[" + place + "]"),
        WHO);
  }

  /** Commits writes that must not be refused. */
  public List<Written> done(Write... writes) {
    return commit(writes).orThrow();
  }
}
