package org.tunza.record.index;

import org.tunza.record.EntryId;

/**
 * That an entry also concerns a patient in whose chart it does not lie.
 *
 * @param role number of the search parameter by which it does
 */
public record Compartment(EntryId patient, int role) {}
