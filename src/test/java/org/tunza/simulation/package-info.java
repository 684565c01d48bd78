/** Long random runs against the whole program, replayed by their seed. */
@NullMarked
package org.tunza.simulation;

import org.jspecify.annotations.NullMarked;
