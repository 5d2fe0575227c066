package ee.chatkit.responder;

import ee.chatkit.model.Opportunity;
import org.jspecify.annotations.Nullable;

/**
 * The basis of a title.
 *
 * @param firstMessage the text of the thread's first user message, of any length; may be blank
 * @param opportunity the opportunity of the thread; null if it has none
 */
public record TitleRequest(String firstMessage, @Nullable Opportunity opportunity) {}
