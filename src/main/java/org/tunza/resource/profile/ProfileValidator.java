package org.tunza.resource.profile;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

/**
 * Validates against the profiles of the specification. The validator takes seconds to make and much
 * memory to run, so it is made when first asked for, and works on one resource at a time.
 * https://hl7.org/fhir/R4/validation.html
 */
public final class ProfileValidator {

  /** Seconds for which a caller waits for its turn. */
  private static final long WAIT_SECONDS_MAX = 60;

  private static final int FINDINGS_MAX = 500;

  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable FhirValidator validator;

  /**
   * What there is to say about a resource; BUSY when others take too long.
   *
   * @param profiles addresses of profiles that it must obey besides those that it claims
   */
  public Outcome<List<Finding>> findings(ObjectNode resource, Set<String> profiles) {
    try {
      if (!turn.tryLock(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        return Outcome.refused(RefusalCode.BUSY, "", "the validator is busy; try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused(RefusalCode.BUSY, "", "the program stops");
    }
    try {
      return Outcome.done(validated(resource, profiles));
    } finally {
      turn.unlock();
    }
  }

  private List<Finding> validated(ObjectNode resource, Set<String> profiles) {
    ValidationOptions options = new ValidationOptions();
    profiles.forEach(options::addProfile);
    String json = new String(JsonWriter.write(resource), StandardCharsets.UTF_8);
    FhirValidator ready = ready();
    try {
      return ready.validateWithResult(json, options).getMessages().stream()
          .limit(FINDINGS_MAX)
          .map(ProfileValidator::finding)
          .toList();
    } catch (RuntimeException e) {
      // HAPI's validator itself fails on some odd content, such as primitives without a value.
      String text = "the profile validator cannot judge this content";
      return List.of(new Finding(Finding.Severity.FATAL, "", text));
    }
  }

  private FhirValidator ready() {
    FhirValidator ready = validator;
    if (ready == null) {
      FhirContext context = FhirContext.forR4Cached();
      ready = context.newValidator();
      ready.registerValidatorModule(
          new FhirInstanceValidator(
              new ValidationSupportChain(
                  new DefaultProfileValidationSupport(context),
                  new CommonCodeSystemsTerminologyService(context),
                  new InMemoryTerminologyServerValidationSupport(context),
                  new SnapshotGeneratingValidationSupport(context))));
      validator = ready;
    }
    return ready;
  }

  private static Finding finding(SingleValidationMessage message) {
    String place = message.getLocationString();
    String text = message.getMessage();
    return new Finding(
        switch (message.getSeverity()) {
          case FATAL -> Finding.Severity.FATAL;
          case ERROR -> Finding.Severity.ERROR;
          case WARNING -> Finding.Severity.WARNING;
          case INFORMATION -> Finding.Severity.INFORMATION;
        },
        place == null ? "" : place,
        text == null ? "" : text);
  }
}
