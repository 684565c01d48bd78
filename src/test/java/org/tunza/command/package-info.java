/** Subcommands on a real store. */
@NullMarked
package org.tunza.command;

import org.jspecify.annotations.NullMarked;
