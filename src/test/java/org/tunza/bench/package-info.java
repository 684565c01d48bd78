/** What things cost, measured; run by hand or by a command, never with the tests. */
@NullMarked
package org.tunza.bench;

import org.jspecify.annotations.NullMarked;
