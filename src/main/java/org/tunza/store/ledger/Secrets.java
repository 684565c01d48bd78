package org.tunza.store.ledger;

import java.util.function.Supplier;

/**
 * Secrets of the store itself, kept wrapped by the key tree in store_key and re-wrapped when a
 * master key changes. What is sealed in many places is sealed under keys derived from one of them.
 */
@FunctionalInterface
public interface Secrets {

  /** Ed25519 seed and public key, of {@link SigningKey}. */
  String LEDGER_SIGNING = "ledger-signing";

  /** From it come the keys of spool files and of batches of access events. */
  String ACCESSES = "accesses";

  /** The secret of this name. When there is none, the fresh one is kept, unless another came. */
  byte[] secret(String name, Supplier<byte[]> fresh);
}
