/** What happens when someone speaks. Knows neither HTTP nor database. */
@NullMarked
package ee.chatkit.chat;

import org.jspecify.annotations.NullMarked;
