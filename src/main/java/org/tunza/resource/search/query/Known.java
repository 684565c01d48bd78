package org.tunza.resource.search.query;

import java.time.Instant;
import org.tunza.record.terminology.Terminology;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.OwnAddresses;

/** What reading a value takes besides the value. */
record Known(
    SearchParameters parameters, OwnAddresses addresses, Terminology terminology, Instant now) {}
