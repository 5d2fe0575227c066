/**
 * The entrance of the HTTP layer: who calls, from which origin, and why a request is rejected. {@code http.resource} has the
 * resources.
 *
 * <p>Filters use field injection, because RESTEasy does not register a class whose only constructor has
 * CDI parameters.
 */
@NullMarked
package ee.chatkit.http;

import org.jspecify.annotations.NullMarked;
