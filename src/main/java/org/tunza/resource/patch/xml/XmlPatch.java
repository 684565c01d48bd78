package org.tunza.resource.patch.xml;

import java.util.ArrayList;
import java.util.List;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.patch.Patch;
import org.tunza.resource.patch.PatchFault;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlDocuments;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An XML Patch. https://www.rfc-editor.org/rfc/rfc7351 */
public final class XmlPatch implements Patch {

  private final List<XmlOperation> operations;

  private XmlPatch(List<XmlOperation> operations) {
    this.operations = List.copyOf(operations);
  }

  /** Reads a patch from its XML text. */
  public static Outcome<Patch> read(byte[] utf8) {
    return XmlDocuments.parse(utf8).then(document -> of(document.getDocumentElement()));
  }

  private static Outcome<Patch> of(Element root) {
    if (!root.getLocalName().equals("diff") && !root.getLocalName().equals("patch")) {
      return Outcome.refused(RefusalCode.INVALID_PATCH, "", "an XML Patch is a diff or a patch");
    }
    List<XmlOperation> operations = new ArrayList<>();
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (operations.size() == OPERATIONS_MAX) {
        return Outcome.refused(
            RefusalCode.INVALID_PATCH, "", "more than %d operations".formatted(OPERATIONS_MAX));
      }
      if (node instanceof Element operation) {
        try {
          operations.add(XmlOperation.of(operation));
        } catch (PatchFault fault) {
          return fault.at(place(operations.size()));
        }
      }
    }
    return Outcome.done(new XmlPatch(operations));
  }

  @Override
  public Outcome<ObjectNode> apply(ObjectNode resource) {
    Document document = XmlDocuments.of(resource);
    Effort effort = new Effort();
    for (int i = 0; i < operations.size(); i++) {
      try {
        operations.get(i).on(document, effort);
      } catch (PatchFault fault) {
        return fault.at(place(i));
      }
    }
    return XmlDocuments.resource(document);
  }

  private static String place(int index) {
    return "operation[%d]".formatted(index);
  }
}
