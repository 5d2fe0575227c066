/**
 * The JAX-RS layer: resources, filters and the mapping of exceptions to problem documents. Depends on contracts only.
 *
 * <p>Resources and filters use field injection, because RESTEasy does not register a class whose only constructor has
 * CDI parameters.
 */
@NullMarked
package ee.chatkit.http;

import org.jspecify.annotations.NullMarked;
