package ee.chatkit.responder;

import ee.chatkit.model.Opportunity;
import org.jspecify.annotations.Nullable;

/**
 * What a title is to be made of.
 *
 * @param firstMessage the text of the thread's first user message; may be blank, of any length and of many lines
 * @param opportunity the opportunity that the thread belongs to; null when there is none
 */
public record TitleRequest(String firstMessage, @Nullable Opportunity opportunity) {}
