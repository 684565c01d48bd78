/**
 * Finds the files of an import, also those in archives within archives, and opens each one
 * uncompressed. What must be read twice lies sealed in a hoard.
 *
 * <p>Read on in docs/operate/import-and-export.md.
 */
@NullMarked
package org.tunza.command.load.source;

import org.jspecify.annotations.NullMarked;
