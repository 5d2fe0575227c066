package ee.chatkit.responder.echo;

import ee.chatkit.responder.AssistantText;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;

/** Repeats the user's message, in deltas of {@value #DELTA_CHARACTERS} characters. */
public final class EchoResponder implements Responder {
    private static final int DELTA_CHARACTERS = 8;

    @Override
    public void respond(Turn turn, EventSink sink) {
        String text = "You said: " + (turn.message() == null ? "(no message)" : turn.text());
        var answer = new AssistantText(turn, sink);
        for (int from = 0; from < text.length(); ) {
            int to = from;
            for (int n = 0; n < DELTA_CHARACTERS && to < text.length(); n++) {
                to += Character.charCount(text.codePointAt(to));
            }
            answer.append(text.substring(from, to));
            from = to;
        }
        answer.finish();
    }
}
