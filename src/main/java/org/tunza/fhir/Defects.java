package org.tunza.fhir;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/**
 * What becomes of a bug: a reference number for the client, and in the log where it happened.
 * Messages of exceptions are left out, since they might repeat what a record says.
 */
public final class Defects {

  private static final Logger LOG = LoggerFactory.getLogger(Defects.class);
  private static final int FRAMES_MAX = 30;

  private final Supplier<String> references;

  public Defects(Supplier<String> references) {
    this.references = references;
  }

  public Refusal refusal(RuntimeException defect) {
    if (defect instanceof DatabaseFault fault) {
      if (fault.unavailable()) {
        return Refusal.of(RefusalCode.DATABASE_UNAVAILABLE, "", "the database does not answer");
      }
      if (fault.diskFull()) {
        return Refusal.of(RefusalCode.DISK_FULL, "", "the disk of the database is full");
      }
      if (fault.overtime()) {
        return Refusal.of(RefusalCode.BUSY, "", "the database took too long; try again later");
      }
    }
    if (defect instanceof StartRefusal unusable
        && unusable.reason() == StartRefusal.Reason.MASTER_KEY_UNUSABLE) {
      return Refusal.of(
          RefusalCode.MASTER_KEY_MISSING, "", "the newest master key is not at hand here");
    }
    String reference = references.get();
    if (LOG.isErrorEnabled()) {
      LOG.error("defect {}: {}", reference, trace(defect));
    }
    return Refusal.of(RefusalCode.DEFECT, "", "a defect of the program, reference " + reference);
  }

  private static String trace(Throwable defect) {
    StringBuilder text = new StringBuilder();
    for (Throwable one = defect; one != null; one = one.getCause()) {
      text.append(one.getClass().getName());
      StackTraceElement[] frames = one.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
        text.append("\n    at ").append(frames[i]);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
