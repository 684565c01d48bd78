package org.tunza.fhir;

import org.jspecify.annotations.Nullable;
import org.tunza.fhir.view.Format;
import org.tunza.record.Attribution;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.ObjectNode;

/**
 * What comes with a request besides method and path: from HTTP, or from an entry of a batch.
 * https://hl7.org/fhir/R4/http.html#Http-Headers
 */
public interface Exchange {

  Query query();

  /** The value of a header, or null. */
  @Nullable String header(String name);

  /** The body, read once; an empty body when there is none. */
  Body body();

  /** The format of a body that is a resource. */
  Outcome<Format> format();

  /** The body as a resource, in whichever format it is; syntax is checked, content is not. */
  Outcome<ObjectNode> resource();

  Attribution who();

  /** Address of the FHIR base, without a slash at the end. */
  String base();
}
