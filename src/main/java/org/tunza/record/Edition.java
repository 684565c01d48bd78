package org.tunza.record;

import java.time.Instant;

/** The number and date that a version had in the store from which it was received. */
public record Edition(int number, Instant lastUpdated) {}
