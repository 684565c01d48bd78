/**
 * What stands under every part: settings, the data folder, clock, identifiers and chance. Knows
 * nothing of medical records.
 *
 * <p>Read on in docs/operate/settings.md and docs/operate/exit-codes.md.
 */
@NullMarked
package org.tunza.platform;

import org.jspecify.annotations.NullMarked;
