/**
 * JAX-RS: parse, call, answer. Knows the contracts and no implementation of them.
 *
 * <p>Resources and filters take what they need by field: RESTEasy does not register a class whose only constructor has
 * parameters of CDI.
 */
@NullMarked
package ee.chatkit.http;

import org.jspecify.annotations.NullMarked;
