/**
 * Takes files of records into a server: finds them, looks through each, brings them into an order
 * in which what is referred to comes first, and sends them as transactions, some at a time.
 *
 * <p>Read on in docs/operate/import-and-export.md.
 */
@NullMarked
package org.tunza.command.load;

import org.jspecify.annotations.NullMarked;
