/**
 * The database: its logins and their connections, transactions, migrations, and the one way to send
 * a statement. Knows nothing of what the tables hold.
 *
 * <p>Read on in docs/operate/settings.md.
 */
@NullMarked
package org.tunza.platform.database;

import org.jspecify.annotations.NullMarked;
