/** Stored records. All are immutable and safe for use by multiple threads. Depends on the JDK and on JSON text only. */
@NullMarked
package ee.chatkit.model;

import org.jspecify.annotations.NullMarked;
