package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.responder.AssistantText;
import ee.chatkit.responder.AudioRecording;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.responder.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An application's own responder, and its own title generator, as beans in a jar of its own inside the WAR. It does what
 * {@link ProbeResponder} does, and more:
 *
 * <ul>
 *   <li>{@code /pace N MS} sends N deltas at an interval of MS milliseconds, each the server's time in milliseconds;
 *   <li>{@code /cancelled} answers with the number of paced answers that were cancelled.
 * </ul>
 */
@ApplicationScoped
public class DeployedProbeResponder implements Responder, TitleGenerator {
    private final ProbeResponder probe = new ProbeResponder();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Override
    public void respond(Turn turn, EventSink sink) throws InterruptedException {
        String[] words = turn.text().split(" ", -1);
        switch (words[0]) {
            case "/pace" -> pace(Integer.parseInt(words[1]), Long.parseLong(words[2]), turn, sink);
            case "/cancelled" -> ProbeResponder.sendDone(AssistantMessage.of("" + cancelled), turn, sink);
            default -> probe.respond(turn, sink);
        }
    }

    private void pace(int count, long millis, Turn turn, EventSink sink) throws InterruptedException {
        sink.onCancel(cancelled::incrementAndGet);
        var answer = new AssistantText(turn, sink);
        for (int n = 0; n < count; n++) {
            TimeUnit.MILLISECONDS.sleep(millis);
            answer.append(System.currentTimeMillis() + " ");
        }
        answer.finish();
    }

    @Override
    public void action(Turn turn, Action action, @Nullable Item sender, EventSink sink) {
        probe.action(turn, action, sender, sink);
    }

    @Override
    public Optional<Item> syncAction(Turn turn, Action action, @Nullable Item sender) {
        return probe.syncAction(turn, action, sender);
    }

    @Override
    public String transcribe(Caller caller, AudioRecording audioRecording) {
        return probe.transcribe(caller, audioRecording);
    }

    @Override
    public Optional<String> title(TitleRequest request) {
        String text = request.firstMessage();
        return Optional.of(text.substring(0, Math.min(40, text.length())));
    }

    @Override
    public boolean isImmediate() {
        return true;
    }
}
