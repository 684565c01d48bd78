package org.tunza.create.transaction;

import org.tunza.create.Drafts;
import org.tunza.record.Write;
import org.tunza.resource.tree.ObjectNode;

/**
 * What is remembered of a resource until it is read again for its draft.
 *
 * @param type as it says itself; empty when it doesn't
 * @param id as it says itself; empty when it doesn't
 */
public record Gist(String type, String id, Write.Keys keys) {

  /** Of an entry that brings no resource. */
  public static final Gist NONE = new Gist("", "", Write.Keys.NONE);

  public static Gist of(ObjectNode resource, Drafts drafts) {
    String type = resource.string("resourceType");
    String id = resource.string("id");
    return new Gist(type == null ? "" : type.intern(), id == null ? "" : id, drafts.keys(resource));
  }
}
