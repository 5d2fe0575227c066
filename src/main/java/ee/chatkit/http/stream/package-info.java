/** Responses that take long: streams of events, and the connections of clients that do not read. */
@NullMarked
package ee.chatkit.http.stream;

import org.jspecify.annotations.NullMarked;
