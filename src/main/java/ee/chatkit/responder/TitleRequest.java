package ee.chatkit.responder;

import ee.chatkit.model.Opportunity;
import org.jspecify.annotations.Nullable;

/**
 * The basis of a title.
 *
 * @param firstMessage the text of the thread's first user message that has words, of any length; the name of the first file
 *     if no message has words
 * @param opportunity the opportunity of the thread; null if it has none
 */
public record TitleRequest(String firstMessage, @Nullable Opportunity opportunity) {}
