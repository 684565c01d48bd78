package org.tunza;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.tunza.command.AddressFile;
import org.tunza.command.Server;
import org.tunza.fhir.http.FhirServlet;
import org.tunza.fhir.http.RequestTimes;
import org.tunza.fhir.ledger.LedgerServlet;
import org.tunza.platform.Clock;
import org.tunza.platform.DataFolder;
import org.tunza.platform.HttpPort;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.job.Recurring;
import org.tunza.platform.postgres.Progress;
import org.tunza.record.AccessPolicy;
import org.tunza.record.Records;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.PostgresRecords;
import org.tunza.store.access.AccessIntake;
import org.tunza.store.access.AccessSpool;
import org.tunza.store.blob.BlobSweep;
import org.tunza.store.index.CatalogueWatch;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.key.StoreSecrets;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.ledger.Sequencer;
import org.tunza.store.reindex.Reindexing;
import org.tunza.store.terminology.PostgresCodeSystems;

/** The server: the store with its sequencer and spool, and the web server in front of it. */
public final class TunzaServer implements Server {

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);
  private static final Duration CATALOGUE_WATCH_EVERY = Duration.ofSeconds(1);
  private static final Duration REINDEX_EVERY = Duration.ofSeconds(1);
  private static final Duration INTAKE_EVERY = Duration.ofMillis(500);

  private final Path data;
  private final Ground ground;
  private final Sequencer sequencer;
  private final AccessSpool spool;
  private final AccessIntake intake;
  private final List<Runnable> endings;
  private final FhirServlet fhir;
  private final Web web;

  private TunzaServer(
      Path data,
      Ground ground,
      Sequencer sequencer,
      AccessSpool spool,
      AccessIntake intake,
      List<Runnable> endings,
      FhirServlet fhir,
      Web web) {
    this.data = data;
    this.ground = ground;
    this.sequencer = sequencer;
    this.spool = spool;
    this.intake = intake;
    this.endings = endings;
    this.fhir = fhir;
    this.web = web;
  }

  static Server start(Settings settings, Progress progress) {
    HttpPort.refuseTaken(settings.of(Settings.BIND), settings.of(Settings.PORT));
    return start(settings, Ground.open(settings, progress), progress);
  }

  /** Starts on ground that the server then owns. */
  public static TunzaServer start(Settings settings, Ground ground, Progress progress) {
    return start(settings, ground, AccessPolicy.OPEN, progress);
  }

  /** The same with a policy on who sees what. */
  public static TunzaServer start(
      Settings settings, Ground ground, AccessPolicy policy, Progress progress) {
    progress.doing("Starting the server");
    InstantSource clock = Clock.system();
    StoreSecrets secrets = ground.secrets();
    Sequencer sequencer =
        Sequencer.start(ground.database().sequencer(), secrets, clock, Sequencer.Settings.DEFAULT);
    AccessSpool spool = spool(settings, secrets, clock);
    AccessIntake intake =
        AccessIntake.start(spool, ground.database().transactions(), secrets, INTAKE_EVERY);
    Recurring sweep =
        BlobSweep.start(ground.blobStore(), ground.database().transactions(), clock, SWEEP_EVERY);
    Reindexing reindexing =
        Reindexing.start(
            RowsOfStore.walker(ground), settings.of(Settings.REINDEX_SHARE), REINDEX_EVERY);
    SearchCatalogue catalogue = new SearchCatalogue();
    FhirIndexing indexing = new FhirIndexing(catalogue);
    Recurring watch =
        CatalogueWatch.start(ground.database().transactions(), indexing, CATALOGUE_WATCH_EVERY);
    Web.Address address = address(settings);
    Records records = records(settings, ground, secrets, indexing, sequencer);
    CodeSystems codeSystems = new PostgresCodeSystems(ground.database().transactions());
    Parts parts =
        new Parts(settings, records, spool, policy, codeSystems, addresses(address), catalogue);
    RequestTimes times = new RequestTimes();
    FhirServlet fhir = parts.fhir(secrets, times);
    LedgerProofs proofs = new LedgerProofs(ground.database().transactions(), secrets);
    Web web = Web.start(address, fhir, new LedgerServlet(proofs), times);
    TunzaServer server =
        new TunzaServer(
            settings.of(Settings.DATA),
            ground,
            sequencer,
            spool,
            intake,
            List.of(sweep::close, reindexing::close, watch::close),
            fhir,
            web);
    AddressFile.write(server.data, server.address());
    return server;
  }

  private static Records records(
      Settings settings,
      Ground ground,
      StoreSecrets secrets,
      FhirIndexing indexing,
      Sequencer sequencer) {
    PostgresRecords.Dangling dangling =
        switch (settings.of(Settings.REFERENCES)) {
          case ENFORCE -> PostgresRecords.Dangling.REFUSED;
          case ACCEPT -> PostgresRecords.Dangling.ACCEPTED;
        };
    return new PostgresRecords(
        ground.database(),
        ground.keys(),
        new Sealing(Dictionaries.all(), Randomness.secure()),
        ground.blobs(),
        indexing,
        new TermHash(secrets.secret(KeyTree.INDEX)),
        dangling,
        sequencer::nudge);
  }

  private static AccessSpool spool(Settings settings, StoreSecrets secrets, InstantSource clock) {
    AccessSpool.Settings usual = AccessSpool.Settings.DEFAULT;
    AccessSpool.Durability durability =
        switch (settings.of(Settings.SPOOL)) {
          case LOCAL -> AccessSpool.Durability.SPOOLED;
          case STRICT -> AccessSpool.Durability.STRICT;
        };
    Path folder = settings.of(Settings.DATA).resolve("spool");
    try {
      return AccessSpool.open(
          folder,
          secrets,
          Randomness.secure(),
          clock,
          new AccessSpool.Settings(usual.fileBytesMax(), durability, usual.strictWait()));
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
  }

  /** Where to listen; a free port is chosen here, since references name it. */
  private static Web.Address address(Settings settings) {
    InetAddress host = settings.of(Settings.BIND);
    int port = settings.of(Settings.PORT);
    if (port != 0) {
      return new Web.Address(host, port);
    }
    try (ServerSocket socket = new ServerSocket(0, 1, host)) {
      return new Web.Address(host, socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses under which references name this store's own entries. */
  private static OwnAddresses addresses(Web.Address address) {
    return new OwnAddresses(
        List.of(
            "http://localhost:" + address.port() + "/fhir",
            "http://" + address.host().getHostAddress() + ":" + address.port() + "/fhir"));
  }

  @Override
  public URI address() {
    return URI.create("http://localhost:" + web.port());
  }

  /** The FHIR door without the web server before it, for whoever measures what that costs. */
  public FhirServlet fhir() {
    return fhir;
  }

  /** Requests end first, then what they left is taken in, then what that stands on closes. */
  @Override
  public void close() {
    AddressFile.remove(data);
    web.close();
    endings.forEach(Runnable::run);
    intake.close();
    spool.close();
    sequencer.close();
    ground.close();
  }
}
