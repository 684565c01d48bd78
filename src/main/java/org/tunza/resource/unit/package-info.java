/**
 * Units of measure, and what quantities are in base units, so that those of different units can be
 * compared.
 */
@NullMarked
package org.tunza.resource.unit;

import org.jspecify.annotations.NullMarked;
