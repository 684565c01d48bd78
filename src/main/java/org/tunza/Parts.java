package org.tunza;

import java.util.List;
import java.util.function.Supplier;
import org.tunza.create.AmendMeta;
import org.tunza.create.AmendRecord;
import org.tunza.create.DeprecateRecord;
import org.tunza.create.Drafts;
import org.tunza.create.MetaChange;
import org.tunza.create.OriginateRecord;
import org.tunza.create.PatchRecord;
import org.tunza.create.transaction.TransactRecords;
import org.tunza.fhir.Defects;
import org.tunza.fhir.Interactions;
import org.tunza.fhir.bundle.Bundles;
import org.tunza.fhir.capability.Capabilities;
import org.tunza.fhir.capability.Statement;
import org.tunza.fhir.entry.ConditionalDelete;
import org.tunza.fhir.entry.ConditionalPatch;
import org.tunza.fhir.entry.ConditionalUpdate;
import org.tunza.fhir.entry.Conditions;
import org.tunza.fhir.entry.Create;
import org.tunza.fhir.entry.Delete;
import org.tunza.fhir.entry.Patch;
import org.tunza.fhir.entry.Read;
import org.tunza.fhir.entry.ReadVersion;
import org.tunza.fhir.entry.Update;
import org.tunza.fhir.history.CursorSeal;
import org.tunza.fhir.history.PageSize;
import org.tunza.fhir.history.ReadHistory;
import org.tunza.fhir.http.FhirLimits;
import org.tunza.fhir.http.FhirServlet;
import org.tunza.fhir.http.RequestTimes;
import org.tunza.fhir.operation.ChangeMeta;
import org.tunza.fhir.operation.Operations;
import org.tunza.fhir.operation.Operations.Offered;
import org.tunza.fhir.operation.ShowMeta;
import org.tunza.fhir.operation.ValidateResource;
import org.tunza.fhir.search.PlaceSeal;
import org.tunza.fhir.search.SearchEntries;
import org.tunza.fhir.search.ShowEverything;
import org.tunza.fhir.search.ShowLatest;
import org.tunza.fhir.terminology.ExpandValueSet;
import org.tunza.fhir.terminology.LookUpCode;
import org.tunza.fhir.terminology.TerminologyFor;
import org.tunza.fhir.terminology.TestSubsumption;
import org.tunza.fhir.terminology.TranslateConcept;
import org.tunza.fhir.terminology.ValidateInCodeSystem;
import org.tunza.fhir.terminology.ValidateInValueSet;
import org.tunza.platform.Clock;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Ids;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.Spill;
import org.tunza.record.AccessPolicy;
import org.tunza.record.Accesses;
import org.tunza.record.Records;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.profile.ProfileValidator;
import org.tunza.resource.search.criteria.CriteriaParser;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.validation.Validator;
import org.tunza.store.key.StoreSecrets;
import org.tunza.use.AccessRecord;
import org.tunza.use.ReadCompartment;
import org.tunza.use.ReadDefinitions;
import org.tunza.use.ReadLatest;

/** The deeds on one store, and the doors to them. */
final class Parts {

  private static final String CURSORS = "history-cursors";
  private static final String PLACES = "search-places";

  private final Settings settings;
  private final SearchCatalogue catalogue;
  private final Records records;
  private final Supplier<String> ids = new Ids(Clock.system(), Randomness.secure())::next;
  private final AccessRecord access;
  private final Drafts drafts;
  private final Conditions conditions;
  private final TerminologyFor terminology;
  private final ConditionParser searches;

  Parts(
      Settings settings,
      Records records,
      Accesses accesses,
      AccessPolicy policy,
      CodeSystems codeSystems,
      OwnAddresses addresses,
      SearchCatalogue catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.records = records;
    this.access = new AccessRecord(records, accesses, policy);
    this.drafts = new Drafts(validator(settings), addresses, catalogue);
    CriteriaParser criteria = new CriteriaParser(addresses);
    this.conditions = new Conditions(criteria);
    ReadDefinitions definitions = new ReadDefinitions(records, accesses, criteria);
    this.terminology = new TerminologyFor(codeSystems, definitions, access);
    this.searches =
        new ConditionParser(
            catalogue,
            addresses,
            new KnownTerminology(codeSystems, definitions.unseen()),
            Clock.system()::instant);
  }

  private static Validator validator(Settings settings) {
    Validator strict = Validator.strict(Definitions.r4());
    return switch (settings.of(Settings.MODIFIER_EXTENSIONS)) {
      case REFUSE -> strict;
      case ACCEPT -> strict.knowing(_ -> true);
    };
  }

  FhirServlet fhir(StoreSecrets secrets, RequestTimes times) {
    Interactions interactions =
        interactions(
            new CursorSeal(secrets.secret(CURSORS)),
            new PlaceSeal(secrets.secret(PLACES), Randomness.secure()));
    Defects defects = new Defects(ids);
    return new FhirServlet(interactions, bundles(interactions, defects), limits(), defects, times);
  }

  private FhirLimits limits() {
    long body = settings.of(Settings.BODY_BYTES_MAX);
    return new FhirLimits(
        (int) Math.min(body, Integer.MAX_VALUE - 8),
        body,
        settings.of(Settings.IN_FLIGHT_BYTES_MAX));
  }

  private Interactions interactions(CursorSeal seal, PlaceSeal places) {
    PageSize size =
        new PageSize(settings.of(Settings.PAGE_DEFAULT), settings.of(Settings.PAGE_MAX));
    AmendRecord amend = new AmendRecord(records, drafts, ids);
    DeprecateRecord deprecate = new DeprecateRecord(records);
    PatchRecord patch = new PatchRecord(records, drafts);
    AmendMeta meta = new AmendMeta(records, drafts);
    ReadCompartment compartment = new ReadCompartment(access);
    Operations operations =
        new Operations(
            List.of(
                new Offered(
                    "Resource-validate",
                    new ValidateResource(drafts, access, new ProfileValidator())),
                new Offered("Resource-meta", new ShowMeta(access)),
                new Offered("Resource-meta-add", new ChangeMeta(meta, drafts, MetaChange.ADD)),
                new Offered(
                    "Resource-meta-delete", new ChangeMeta(meta, drafts, MetaChange.DELETE)),
                new Offered(
                    "ValueSet-expand",
                    new ExpandValueSet(
                        terminology, Clock.system(), settings.of(Settings.EXPANSION_MAX))),
                new Offered("ValueSet-validate-code", new ValidateInValueSet(terminology)),
                new Offered("CodeSystem-validate-code", new ValidateInCodeSystem(terminology)),
                new Offered("CodeSystem-lookup", new LookUpCode(terminology)),
                new Offered("CodeSystem-subsumes", new TestSubsumption(terminology)),
                new Offered("ConceptMap-translate", new TranslateConcept(terminology)),
                new Offered(
                    "Patient-everything", ShowEverything.ofPatient(compartment, places, size)),
                new Offered(
                    "Encounter-everything", ShowEverything.ofEncounter(compartment, places, size)),
                new Offered(
                    "Observation-lastn",
                    new ShowLatest(new ReadLatest(access, size.most()), searches, places, size))));
    return new Interactions(
        new Capabilities(
            catalogue,
            parameters ->
                new Statement(
                    version(), Clock.system().instant(), parameters, operations.definitions())),
        new Read(access),
        new ReadVersion(access),
        new Create(new OriginateRecord(records, drafts, ids), access, conditions),
        new Update(amend),
        new ConditionalUpdate(amend, conditions),
        new Patch(patch),
        new ConditionalPatch(patch, conditions),
        new Delete(deprecate),
        new ConditionalDelete(deprecate, conditions),
        new ReadHistory(access, seal, size),
        new SearchEntries(access, searches, places, size),
        operations);
  }

  private Bundles bundles(Interactions interactions, Defects defects) {
    return new Bundles(
        interactions,
        defects,
        new TransactRecords(records, drafts),
        drafts,
        conditions,
        ids,
        () -> Spill.in(DataFolder.makePrivate(settings.spillFolder()), Randomness.secure()),
        new Bundles.Limits(
            settings.of(Settings.BUNDLE_ENTRIES_MAX),
            settings.of(Settings.SPILL_FROM_BYTES),
            settings.of(Settings.ANSWER_BYTES_MAX)));
  }

  private static String version() {
    String version = Parts.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
