/**
 * FHIR content as a small immutable tree that keeps what was sent: member order, number text, and
 * nothing that JSON forbids. Read from JSON, written as canonical JSON.
 *
 * <p>Read on in docs/architecture.md; https://hl7.org/fhir/R4/json.html.
 */
@NullMarked
package org.tunza.resource.tree;

import org.jspecify.annotations.NullMarked;
