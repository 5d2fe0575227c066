/** Answers offline, so that everything can be tried without a model. */
@NullMarked
package ee.chatkit.responder.echo;

import org.jspecify.annotations.NullMarked;
