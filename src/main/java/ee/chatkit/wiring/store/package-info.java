/** CDI producers that select and start the store and report its health. With the stores, part of the store library. */
@NullMarked
package ee.chatkit.wiring.store;

import org.jspecify.annotations.NullMarked;
