/**
 * What is searched for, in which order, and what is found. Knows only the JDK.
 *
 * <p>Read on in docs/api/search.md.
 */
@NullMarked
package org.tunza.record.search;

import org.jspecify.annotations.NullMarked;
