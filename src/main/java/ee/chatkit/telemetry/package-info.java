/**
 * What the application reports about itself: metrics and traces, as interfaces and names, without a library. Every package may
 * use it; the implementation is found at startup, and {@link Telemetry#off()} where there is none.
 */
@NullMarked
package ee.chatkit.telemetry;

import org.jspecify.annotations.NullMarked;
