package org.tunza.record.terminology;

/** A code within a code system. */
public record Code(String system, String code) {}
