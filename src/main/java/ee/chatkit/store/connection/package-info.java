/**
 * Connections of a pool with limits in time: what a call to PostgreSQL may take, how dead connections are found and dropped, and
 * how many callers may wait for one row.
 */
@NullMarked
package ee.chatkit.store.connection;

import org.jspecify.annotations.NullMarked;
