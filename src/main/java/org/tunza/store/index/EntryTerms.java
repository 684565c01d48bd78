package org.tunza.store.index;

import org.tunza.record.EntryKey;

/** The search rows of one entry. */
public record EntryTerms(EntryKey where, int type, TermRows rows) {}
