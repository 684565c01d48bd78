/**
 * The benchmark: what each interaction costs, in CPU of program and database together, beside a
 * floor that is measured in the same run on the same data. Run by ./tunza bench.
 */
@NullMarked
package org.tunza.bench;

import org.jspecify.annotations.NullMarked;
