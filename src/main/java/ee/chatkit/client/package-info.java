/**
 * A typed Java client of the REST API and the ChatKit protocol: interfaces for MicroProfile REST Client, and records.
 * It does not depend on the server's packages and is an artifact of its own.
 */
@NullMarked
package ee.chatkit.client;

import org.jspecify.annotations.NullMarked;
