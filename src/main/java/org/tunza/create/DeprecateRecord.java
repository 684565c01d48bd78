package org.tunza.create;

import java.util.List;
import java.util.OptionalInt;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Write;
import org.tunza.record.Written;

/**
 * Takes a record entry out of use (lifecycle event deprecate); its versions stay. ISO 21089,
 * deprecate; https://hl7.org/fhir/R4/http.html#delete
 */
public final class DeprecateRecord {

  private final Records records;

  public DeprecateRecord(Records records) {
    this.records = records;
  }

  /**
   * Deprecates the entry that is meant, if there is one.
   *
   * @param expected the version that must be current
   */
  public Outcome<Written> deprecate(Write.Target target, OptionalInt expected, Attribution who) {
    Write write = new Write.Delete(target, expected);
    return records.commit(Change.of(write, Change.Returning.HEADERS), who).map(List::getFirst);
  }
}
