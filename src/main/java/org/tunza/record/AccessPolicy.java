package org.tunza.record;

/** Says what somebody may see, at each read. */
@FunctionalInterface
public interface AccessPolicy {

  /** Everybody sees everything: until access control lands there is no other. */
  AccessPolicy OPEN = _ -> AccessScope.everything();

  AccessScope scope(Attribution who);
}
