/** What search parameters find in resources, and which of it a text asks for; a class per type. */
@NullMarked
package org.tunza.conformance.search.value;

import org.jspecify.annotations.NullMarked;
