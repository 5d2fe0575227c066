/** CDI producers and configuration: assembles the application. No other package depends on this one. */
@NullMarked
package ee.chatkit.wiring;

import org.jspecify.annotations.NullMarked;
