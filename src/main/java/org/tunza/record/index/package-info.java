/**
 * What an entry is found by and where it lies: terms, criteria that match them, compartments, home
 * charts, and the port through which the store asks for them. Knows only the JDK.
 *
 * <p>Read on in docs/architecture.md, The life of a record.
 */
@NullMarked
package org.tunza.record.index;

import org.jspecify.annotations.NullMarked;
