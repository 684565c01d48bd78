package org.tunza.resource.patch.xml;

import org.tunza.resource.patch.PatchFault;

/** How many nodes the selectors of one patch have looked at, so that it ends in time. */
final class Effort {

  private static final int NODES_MAX = 20_000_000;

  private int nodes;

  void look() {
    if (++nodes > NODES_MAX) {
      throw new PatchFault("the selectors look at too many nodes");
    }
  }
}
