/** Records at rest. Knows the JDK and nothing else. */
@NullMarked
package ee.chatkit.model;

import org.jspecify.annotations.NullMarked;
