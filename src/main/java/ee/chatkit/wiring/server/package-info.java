/** What an application server offers to whoever asks at the start: settings, names, a scheduler. */
@NullMarked
package ee.chatkit.wiring.server;

import org.jspecify.annotations.NullMarked;
