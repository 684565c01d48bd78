/**
 * What whoever started a subcommand sees of it: its lines, and how far it is. Knows neither the
 * subcommands nor what they do.
 */
@NullMarked
package org.tunza.command.terminal;

import org.jspecify.annotations.NullMarked;
