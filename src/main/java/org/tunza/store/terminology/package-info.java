/**
 * Code systems that were loaded, and what is asked of their concepts.
 *
 * <p>Owns the tables code_system, concept, concept_designation and concept_property.
 *
 * <p>Read on in docs/decisions/0021.
 */
@NullMarked
package org.tunza.store.terminology;

import org.jspecify.annotations.NullMarked;
