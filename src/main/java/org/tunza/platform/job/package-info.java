/**
 * Work that a program does by itself, beside what it is asked for.
 *
 * <p>Read on in docs/architecture.md, How a record is kept.
 */
@NullMarked
package org.tunza.platform.job;

import org.jspecify.annotations.NullMarked;
