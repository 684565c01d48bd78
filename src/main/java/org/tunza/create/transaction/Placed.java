package org.tunza.create.transaction;

import org.tunza.record.Refusal;

/** Tells where in the bundle a fault is that was found in one of its resources. */
final class Placed {

  private Placed() {}

  static Refusal in(TransactionEntry entry, Refusal refusal) {
    String resource = entry.place() + ".resource";
    return new Refusal(
        refusal.code(),
        refusal.faults().stream()
            .map(fault -> new Refusal.Fault(resource + below(fault.place()), fault.text()))
            .toList());
  }

  /** The path below the type's name, with the dot before it; empty for the resource itself. */
  private static String below(String path) {
    if (path.isEmpty()) {
      return "";
    }
    if (!Character.isUpperCase(path.charAt(0))) {
      return "." + path;
    }
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(dot);
  }
}
