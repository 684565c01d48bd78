package org.tunza.resource.patch.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.patch.PatchFault;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** One operation of an XML Patch. https://www.rfc-editor.org/rfc/rfc5261#section-4 */
sealed interface XmlOperation {

  /** Does the operation to the document. */
  void on(Document document, Effort effort);

  /** Adds nodes into an element or beside a node. */
  record Add(Selector sel, String pos, Element operation) implements XmlOperation {
    @Override
    public void on(Document document, Effort effort) {
      Node at = sel.in(document, effort);
      boolean beside = pos.equals("before") || pos.equals("after");
      Node parent = beside ? at.getParentNode() : at;
      if (!(parent instanceof Element)) {
        throw new PatchFault("nodes are added into elements, or beside what stands in one");
      }
      Node next =
          switch (pos) {
            case "before" -> at;
            case "after" -> at.getNextSibling();
            case "prepend" -> at.getFirstChild();
            default -> null;
          };
      for (Node node : content(operation)) {
        parent.insertBefore(document.importNode(node, true), next);
      }
    }
  }

  /** Adds an attribute to an element that has none of its name. */
  record AddAttribute(Selector sel, String name, String value) implements XmlOperation {
    @Override
    public void on(Document document, Effort effort) {
      if (!(sel.in(document, effort) instanceof Element element)
          || element.hasAttributeNS(null, name)) {
        throw new PatchFault("an attribute is added to an element that has none of its name");
      }
      element.setAttributeNS(null, name, value);
    }
  }

  /** Puts one node, or the value of an attribute, in the place of another. */
  record Replace(Selector sel, Element operation) implements XmlOperation {
    @Override
    public void on(Document document, Effort effort) {
      switch (sel.in(document, effort)) {
        case Attr attribute -> attribute.setValue(text(operation));
        case Text old -> old.setData(text(operation));
        case Node old ->
            Objects.requireNonNull(old.getParentNode())
                .replaceChild(document.importNode(element(operation), true), old);
      }
    }
  }

  record Remove(Selector sel) implements XmlOperation {
    @Override
    public void on(Document document, Effort effort) {
      Node old = sel.in(document, effort);
      if (old instanceof Attr attribute) {
        attribute.getOwnerElement().removeAttributeNode(attribute);
      } else if (old.getParentNode() instanceof Element parent) {
        parent.removeChild(old);
      } else {
        throw new PatchFault("the whole resource can't be removed");
      }
    }
  }

  static XmlOperation of(Element operation) {
    if (!operation.hasAttribute("sel")) {
      throw new PatchFault("sel is missing");
    }
    Selector sel = Selector.of(operation.getAttribute("sel"), operation);
    return switch (operation.getLocalName()) {
      case "add" -> add(sel, operation);
      case "replace" -> new Replace(sel, operation);
      case "remove" -> new Remove(sel);
      default -> throw new PatchFault("an operation is add, replace or remove");
    };
  }

  private static XmlOperation add(Selector sel, Element operation) {
    String type = operation.getAttribute("type");
    String pos = operation.getAttribute("pos");
    if (type.matches("@[A-Za-z]+")) {
      return new AddAttribute(sel, type.substring(1), text(operation));
    }
    if (!type.isEmpty()) {
      throw new PatchFault("type is @ and the name of an attribute");
    }
    if (!List.of("", "prepend", "before", "after").contains(pos)) {
      throw new PatchFault("pos is prepend, before or after");
    }
    return new Add(sel, pos, operation);
  }

  private static List<Node> content(Element operation) {
    List<Node> content = new ArrayList<>();
    for (Node node = operation.getFirstChild(); node != null; node = node.getNextSibling()) {
      content.add(node);
    }
    return content;
  }

  private static Element element(Element operation) {
    Element only = null;
    for (Node node : content(operation)) {
      if (node instanceof Element element) {
        only = once(only, element);
      }
    }
    if (only == null) {
      throw new PatchFault("an element is replaced by one element");
    }
    return only;
  }

  private static Element once(@Nullable Element before, Element element) {
    if (before != null) {
      throw new PatchFault("an element is replaced by one element");
    }
    return element;
  }

  private static String text(Element operation) {
    if (content(operation).stream().anyMatch(Element.class::isInstance)) {
      throw new PatchFault("an attribute or text takes text, not elements");
    }
    return operation.getTextContent();
  }
}
