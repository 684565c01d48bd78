/** What tests of every package share: the database, and the settings under which it runs. */
@NullMarked
package org.tunza.testing;

import org.jspecify.annotations.NullMarked;
