/**
 * What happens when someone speaks: begin with {@link ee.chatkit.chat.ChatKitServer}. Knows neither HTTP nor database.
 */
@NullMarked
package ee.chatkit.chat;

import org.jspecify.annotations.NullMarked;
