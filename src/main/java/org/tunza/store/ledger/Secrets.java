package org.tunza.store.ledger;

/**
 * Secrets of the store itself, kept wrapped by the key tree in store_key and re-wrapped when a
 * master key changes. What lies in many places is sealed under keys derived from one of them.
 */
@FunctionalInterface
public interface Secrets {

  /** The seed of the key that signs checkpoints. */
  String LEDGER_SIGNING = "ledger-signing";

  /** From it come the keys of spool files and of batches of access events. */
  String ACCESSES = "accesses";

  /** The secret of this name: 32 random bytes, made when they are first asked for. */
  byte[] secret(String name);
}
