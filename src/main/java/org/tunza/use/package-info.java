/**
 * Stage: records are read. Owns the event access, which is noted before anything is shown.
 *
 * <p>Read on in docs/architecture.md.
 */
@NullMarked
package org.tunza.use;

import org.jspecify.annotations.NullMarked;
