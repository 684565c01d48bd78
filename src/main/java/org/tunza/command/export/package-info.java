/**
 * Writes everything that a server holds into files, one of each resource type, as its history tells
 * it at one moment.
 *
 * <p>Read on in docs/operate/import-and-export.md.
 */
@NullMarked
package org.tunza.command.export;

import org.jspecify.annotations.NullMarked;
