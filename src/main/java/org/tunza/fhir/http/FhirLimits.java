package org.tunza.fhir.http;

/**
 * Limits of the FHIR door.
 *
 * @param bodyBytesMax bytes of one resource sent, uncompressed
 * @param bundleBytesMax bytes of one bundle sent, uncompressed
 * @param inFlightBytesMax bytes of all bodies that are worked on at one moment
 */
public record FhirLimits(int bodyBytesMax, long bundleBytesMax, long inFlightBytesMax) {}
