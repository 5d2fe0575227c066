/** The contracts that every store keeps, and how it says no. Knows {@code model} only. */
@NullMarked
package ee.chatkit.store;

import org.jspecify.annotations.NullMarked;
