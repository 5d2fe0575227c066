/**
 * A typed client of the HTTP interface, for applications elsewhere: MicroProfile REST Client interfaces and the records
 * that they take and give. It knows nothing of the server's rooms and is packaged as a jar of its own.
 */
@NullMarked
package ee.chatkit.client;

import org.jspecify.annotations.NullMarked;
