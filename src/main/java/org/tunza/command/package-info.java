/**
 * The subcommands of the tunza command, one class each, with their output.
 *
 * <p>Read on in docs/operate.
 */
@NullMarked
package org.tunza.command;

import org.jspecify.annotations.NullMarked;
