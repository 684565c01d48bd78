package org.tunza.fhir.history;

/**
 * Versions a page of history, by the settings limits.page-default and limits.page.
 *
 * @param usual when the client doesn't say
 * @param most who asks for more gets so many
 */
public record PageSize(int usual, int most) {}
