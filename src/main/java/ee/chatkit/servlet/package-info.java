/**
 * What happens to a request before JAX-RS: it gets an id and security headers, a malformed one is rejected, and a request
 * with a body waits, without a thread, until the body is complete.
 */
@NullMarked
package ee.chatkit.servlet;

import org.jspecify.annotations.NullMarked;
