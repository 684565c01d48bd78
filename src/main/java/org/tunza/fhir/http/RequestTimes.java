package org.tunza.fhir.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tunza.fhir.Request;

/**
 * How many requests there were and how long they took, by interaction and class of status: the
 * metric {@code fhir.requests}. Interactions have their names of the specification.
 * https://hl7.org/fhir/R4/valueset-system-restful-interaction.html
 */
public final class RequestTimes implements MeterBinder {

  /** A request that asks for nothing that there is. */
  static final String UNKNOWN = "unknown";

  private static final List<String> INTERACTIONS =
      List.of(
          "capabilities",
          "read",
          "vread",
          "create",
          "update",
          "patch",
          "delete",
          "history",
          "search",
          "operation",
          "bundle",
          UNKNOWN);
  private static final int STATUS_CLASSES = 6;

  private volatile Map<String, Timer[]> timers = Map.of();

  @Override
  public void bindTo(MeterRegistry registry) {
    Map<String, Timer[]> bound = new HashMap<>();
    for (String interaction : INTERACTIONS) {
      Timer[] byStatus = new Timer[STATUS_CLASSES];
      for (int status = 1; status < STATUS_CLASSES; status++) {
        byStatus[status] =
            Timer.builder("fhir.requests")
                .tag("interaction", interaction)
                .tag("status", status + "xx")
                .register(registry);
      }
      bound.put(interaction, byStatus);
    }
    timers = bound;
  }

  void took(String interaction, int status, long nanos) {
    Timer[] byStatus = timers.get(interaction);
    if (byStatus != null) {
      byStatus[status / 100].record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  static String name(Request request) {
    return switch (request) {
      case Request.Capabilities _ -> "capabilities";
      case Request.Read _ -> "read";
      case Request.ReadVersion _ -> "vread";
      case Request.Create _ -> "create";
      case Request.Update _, Request.ConditionalUpdate _ -> "update";
      case Request.Patch _, Request.ConditionalPatch _ -> "patch";
      case Request.Delete _, Request.ConditionalDelete _ -> "delete";
      case Request.Versions _ -> "history";
      case Request.Search _ -> "search";
      case Request.Operation _ -> "operation";
      case Request.Bundle _ -> "bundle";
    };
  }
}
