/**
 * Work that a program does by itself, beside what it is asked for.
 *
 * <p>Read on in docs/architecture.md.
 */
@NullMarked
package org.tunza.platform.job;

import org.jspecify.annotations.NullMarked;
