/**
 * The PostgreSQL that comes with the program: unpacked beside the data, started as a child that
 * cannot outlive it, always durable.
 *
 * <p>Read on in https://www.postgresql.org/docs/18/server-start.html and docs/operate/settings.md.
 */
@NullMarked
package org.tunza.platform.postgres;

import org.jspecify.annotations.NullMarked;
