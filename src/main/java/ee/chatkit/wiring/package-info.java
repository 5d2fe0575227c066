/** CDI: reads the configuration, chooses who answers, builds what the other rooms define. Imported by nobody. */
@NullMarked
package ee.chatkit.wiring;

import org.jspecify.annotations.NullMarked;
