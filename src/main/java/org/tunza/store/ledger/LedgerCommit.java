package org.tunza.store.ledger;

/**
 * What the events of one commit share, as the ledger keeps it.
 *
 * @param recordedMicros microseconds since 1970, UTC
 */
public record LedgerCommit(
    long number, long recordedMicros, long origin, int agent, int onBehalfOf, int purpose) {}
