/**
 * Answers by a language model. Begin with {@link ee.chatkit.responder.model.ModelResponder}. Beside the wiring, the only
 * room that knows LangChain4j.
 *
 * <pre>
 *   ModelResponder        a turn: History -> ModelCall -> Answer
 *   ModelTitleGenerator   a title: ModelCall
 *   History               what the model gets to read; ItemPieces, Attached, Texts and Marks say how it reads
 *   ModelCall             one call that can be ended at any time
 *   OpenAiCompatible      the model that is built from settings, on StreamingHttpClient
 * </pre>
 */
@NullMarked
package ee.chatkit.responder.model;

import org.jspecify.annotations.NullMarked;
