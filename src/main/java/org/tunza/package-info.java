/**
 * The composition root: which subcommand, which parts, wired by hand in plain sight.
 *
 * <p>Read on in docs/architecture.md.
 */
@NullMarked
package org.tunza;

import org.jspecify.annotations.NullMarked;
