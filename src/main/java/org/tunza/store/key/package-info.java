/**
 * The key tree and sealing: master versions, 4,096 bucket keys, chart keys, entry keys; what is
 * sealed under them and what is destroyed with them.
 *
 * <p>Owns the tables master_key, bucket_key, chart_key and store_key.
 *
 * <p>Read on in docs/architecture.md, Keys.
 */
@NullMarked
package org.tunza.store.key;

import org.jspecify.annotations.NullMarked;
