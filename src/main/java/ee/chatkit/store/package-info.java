/** The contracts that every store fulfils, and the exceptions by which it rejects an operation. Depends on {@code model} only. */
@NullMarked
package ee.chatkit.store;

import org.jspecify.annotations.NullMarked;
