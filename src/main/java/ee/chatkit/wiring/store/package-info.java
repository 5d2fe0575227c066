/** CDI: chooses the store, starts it and says how it is. All that an application needs which uses the store alone. */
@NullMarked
package ee.chatkit.wiring.store;

import org.jspecify.annotations.NullMarked;
