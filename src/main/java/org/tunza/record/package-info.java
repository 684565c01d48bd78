/**
 * What is kept, and the words for it: entries, versions, charts, lifecycle events, outcomes and the
 * ports through which stages meet the ground. Knows only the JDK.
 *
 * <p>Read on in docs/vocabulary.md.
 */
@NullMarked
package org.tunza.record;

import org.jspecify.annotations.NullMarked;
