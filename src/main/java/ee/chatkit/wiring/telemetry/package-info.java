/** Metrics and traces by the OpenTelemetry of the server, where it has one and the operator has switched it on. */
@NullMarked
package ee.chatkit.wiring.telemetry;

import org.jspecify.annotations.NullMarked;
