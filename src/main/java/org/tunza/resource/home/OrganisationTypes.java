package org.tunza.resource.home;

import java.util.Set;

/**
 * The closed list of types that lie in chart 0, where what concerns no patient is kept: the
 * organisation, its people, places and products, and definitions. No type that has a patient
 * compartment or can name a patient in its own words belongs here; a type that is not in the list
 * never lands in chart 0. https://hl7.org/fhir/R4/resourcelist.html
 */
public final class OrganisationTypes {

  private static final Set<String> TYPES =
      Set.of(
          // the organisation
          "Organization",
          "OrganizationAffiliation",
          "Practitioner",
          "PractitionerRole",
          "Location",
          "HealthcareService",
          "Endpoint",
          "InsurancePlan",
          "Slot",
          // products and materials as such, not the ones given to somebody
          "CatalogEntry",
          "DeviceDefinition",
          "Medication",
          "MedicationKnowledge",
          "MedicinalProduct",
          "MedicinalProductAuthorization",
          "MedicinalProductContraindication",
          "MedicinalProductIndication",
          "MedicinalProductIngredient",
          "MedicinalProductInteraction",
          "MedicinalProductManufactured",
          "MedicinalProductPackaged",
          "MedicinalProductPharmaceutical",
          "MedicinalProductUndesirableEffect",
          "Substance",
          "SubstanceNucleicAcid",
          "SubstancePolymer",
          "SubstanceProtein",
          "SubstanceReferenceInformation",
          "SubstanceSourceMaterial",
          "SubstanceSpecification",
          // clinical and administrative definitions
          "ActivityDefinition",
          "ChargeItemDefinition",
          "EventDefinition",
          "Library",
          "Measure",
          "ObservationDefinition",
          "PlanDefinition",
          "Questionnaire",
          "SpecimenDefinition",
          // evidence and studies
          "EffectEvidenceSynthesis",
          "Evidence",
          "EvidenceVariable",
          "ResearchDefinition",
          "ResearchElementDefinition",
          "ResearchStudy",
          "RiskEvidenceSynthesis",
          // terminology and conformance
          "CapabilityStatement",
          "CodeSystem",
          "CompartmentDefinition",
          "ConceptMap",
          "ExampleScenario",
          "GraphDefinition",
          "ImplementationGuide",
          "MessageDefinition",
          "NamingSystem",
          "OperationDefinition",
          "SearchParameter",
          "StructureDefinition",
          "StructureMap",
          "TerminologyCapabilities",
          "TestScript",
          "ValueSet");

  private OrganisationTypes() {}

  /** Whether entries of this type lie in chart 0. */
  public static boolean has(String type) {
    return TYPES.contains(type);
  }

  static Set<String> all() {
    return TYPES;
  }
}
