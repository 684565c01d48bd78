/**
 * The forms in which code systems are published, one class each. Which one a file has is recognised
 * from what is in it.
 *
 * <p>Read on in docs/operate/terminology.md.
 */
@NullMarked
package org.tunza.resource.terminology.load;

import org.jspecify.annotations.NullMarked;
