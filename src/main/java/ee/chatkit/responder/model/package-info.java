/**
 * A responder and a title generator that call a language model. Start with {@link
 * ee.chatkit.responder.model.ModelResponder}. Only this package and the wiring know LangChain4j.
 *
 * <pre>
 *   ModelResponder        a turn: History -> ModelCall -> AssistantText
 *   ModelTitleGenerator   a title: ModelCall
 *   History               the messages of a request; ItemPrompts and AttachmentContent render items
 *   ModelCall             one call, which can be ended at any time
 *   OpenAiModelFactory    the model that is configured by settings, on StreamingHttpClient
 * </pre>
 */
@NullMarked
package ee.chatkit.responder.model;

import org.jspecify.annotations.NullMarked;
