package org.tunza.resource.search.terms;

import java.util.HashSet;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Tells which Binaries of this store a resource shows: those that the address of an attachment
 * names, or a Reference. https://hl7.org/fhir/R4/datatypes.html#Attachment
 */
public final class Attachments {

  private static final String BINARY = "Binary";

  private Attachments() {}

  /** The Binaries; a Binary shows none, nor does what carries resources of its own. */
  public static Set<EntryId> in(ObjectNode resource, OwnAddresses addresses) {
    if (BINARY.equals(resource.string("resourceType")) || LocalReferences.keepsItsOwn(resource)) {
      return Set.of();
    }
    Set<EntryId> found = new HashSet<>();
    gather(resource, addresses, found);
    return found;
  }

  private static void gather(Node node, OwnAddresses addresses, Set<EntryId> found) {
    switch (node) {
      case ObjectNode object -> {
        for (int i = 0; i < object.size(); i++) {
          if (!(object.value(i) instanceof Node.StringNode(String text))) {
            gather(object.value(i), addresses, found);
          } else if (isAddress(object, i)
              && LocalReferences.read(addresses.relative(text))
                  instanceof LocalReferences.Local(EntryId entry)
              && entry.type().equals(BINARY)) {
            found.add(entry);
          }
        }
      }
      case ArrayNode array -> array.items().forEach(item -> gather(item, addresses, found));
      case Node.Scalar _ -> {}
    }
  }

  private static boolean isAddress(ObjectNode object, int member) {
    return object.name(member).equals("url") || LocalReferences.isReference(object, member);
  }
}
