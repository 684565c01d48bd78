/**
 * Stage: record entries come into being and change. Owns the events originate, amend, attest,
 * deprecate, reactivate and paste; one deed a class.
 *
 * <p>Read on in docs/architecture.md.
 */
@NullMarked
package org.tunza.create;

import org.jspecify.annotations.NullMarked;
