package org.tunza.resource.patch.xml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.patch.PatchFault;
import org.w3c.dom.Element;

/** A name of elements, with its namespace. https://www.rfc-editor.org/rfc/rfc5261#section-4.2 */
record Name(@Nullable String namespace, String local) {

  /** Reads a name whose prefix, or the lack of one, means what it means in this element. */
  static Name of(String text, Element scope) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new Name(scope.lookupNamespaceURI(null), text);
    }
    String namespace = scope.lookupNamespaceURI(text.substring(0, colon));
    if (namespace == null) {
      throw new PatchFault("a prefix in sel is not declared");
    }
    return new Name(namespace, text.substring(colon + 1));
  }

  boolean is(Element element) {
    return local.equals(element.getLocalName())
        && Objects.equals(namespace, element.getNamespaceURI());
  }
}
