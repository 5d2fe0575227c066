/** JAX-RS: parse, call, answer. Knows the contracts and no implementation of them. */
@NullMarked
package ee.chatkit.http;

import org.jspecify.annotations.NullMarked;
