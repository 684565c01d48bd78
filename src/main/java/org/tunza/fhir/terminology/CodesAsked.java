package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.util.List;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.Code;
import org.tunza.resource.terminology.Trees;
import org.tunza.resource.tree.ObjectNode;

/** The codes that an operation is asked about. */
final class CodesAsked {

  private CodesAsked() {}

  /**
   * A code as it was sent.
   *
   * @param display empty when none was sent
   */
  record Asked(Code code, String version, String display) {}

  /** Those of code, coding or codeableConcept; one of these is needed. */
  static Outcome<List<Asked>> of(OperationParameters parameters, String versionName) {
    String code = parameters.text("code");
    if (!code.isEmpty()) {
      return Outcome.done(
          List.of(
              new Asked(
                  new Code(parameters.text("system"), code),
                  parameters.text(versionName),
                  parameters.text("display"))));
    }
    List<Asked> codings =
        parameters
            .object("coding")
            .map(coding -> List.of(asked(coding)))
            .or(() ->
                parameters
                    .object("codeableConcept")
                    .map(concept ->
                        Trees.objects(concept, "coding").stream().map(CodesAsked::asked).toList()))
            .orElse(List.of());
    return codings.isEmpty()
        ? Outcome.refused(
            INVALID_PARAMETER, "code", "code, or coding, or codeableConcept is needed")
        : Outcome.done(codings);
  }

  static Asked asked(ObjectNode coding) {
    return new Asked(
        new Code(Trees.text(coding, "system"), Trees.text(coding, "code")),
        Trees.text(coding, "version"),
        Trees.text(coding, "display"));
  }
}
