/** Access to what an application server provides: settings, JNDI, a scheduler. */
@NullMarked
package ee.chatkit.wiring.server;

import org.jspecify.annotations.NullMarked;
