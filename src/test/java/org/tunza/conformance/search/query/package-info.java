/** Searches at random, over resources that there are. */
@NullMarked
package org.tunza.conformance.search.query;

import org.jspecify.annotations.NullMarked;
