package ee.chatkit.responder.model;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model. Whoever reads it waits no longer than its patience says; closing it ends the call, whether the
 * model has said something already or not.
 *
 * <p>The model is called on a virtual thread of its own. A model that answers on the thread that calls it, like the one
 * built from settings, is ended by interrupting that thread; any other by its {@link StreamingHandle}, which it gives with
 * its first words.
 */
final class ModelCall implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ModelCall.class.getName());

    /** What is heard of a model. */
    sealed interface Signal {
        /** More text. */
        record Text(String text) implements Signal {}

        /** It works, without saying anything. */
        record Progress() implements Signal {}

        /** It has said everything. */
        record Complete(ChatResponse response) implements Signal {}

        /** It has failed. */
        record Failed(Throwable cause) implements Signal {}

        /** Nobody wants to hear more. */
        record Cancelled() implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final ModelOptions.Timeouts timeouts;
    private final long startedNanos = System.nanoTime();
    private final Thread thread;

    private volatile @Nullable StreamingHandle handle;
    private volatile boolean closed;

    private ModelCall(StreamingChatModel model, ChatRequest request, ModelOptions.Timeouts timeouts) {
        this.timeouts = timeouts;
        thread = Thread.ofVirtual().name("chatkit-model").unstarted(() -> call(model, request));
    }

    static ModelCall start(StreamingChatModel model, ChatRequest request, ModelOptions.Timeouts timeouts) {
        var call = new ModelCall(model, request, timeouts);
        call.thread.start();
        return call;
    }

    private void call(StreamingChatModel model, ChatRequest request) {
        try {
            model.chat(request, new Listener());
        } catch (Throwable e) { // an application's model: whatever it throws, the turn must not wait for it
            signals.add(new Signal.Failed(e));
        }
    }

    /**
     * What is heard next, never {@link Signal.Progress}.
     *
     * @throws TimeoutException when the model takes longer than it may
     */
    Signal next() throws InterruptedException {
        while (true) {
            long left = timeouts.total().toNanos() - (System.nanoTime() - startedNanos);
            Signal signal = signals.poll(Math.min(timeouts.idle().toNanos(), left), TimeUnit.NANOSECONDS);
            if (signal == null || left <= 0) {
                throw new TimeoutException("the model took too long");
            }
            if (!(signal instanceof Signal.Progress)) {
                return signal;
            }
        }
    }

    /** Has {@link Signal.Cancelled} heard behind what was heard before. Does not block. */
    void cancel() {
        signals.add(new Signal.Cancelled());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        StreamingHandle known = handle;
        if (known != null) {
            cancelQuietly(known);
        }
    }

    private static void cancelQuietly(StreamingHandle handle) {
        try {
            handle.cancel();
        } catch (RuntimeException e) { // not every provider's can
            LOG.log(
                    Level.DEBUG,
                    "a model cannot be cancelled: {0}",
                    e.getClass().getName());
        }
    }

    private final class Listener implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(String text) {
            enqueue(new Signal.Text(text));
        }

        @Override
        public void onPartialResponse(PartialResponse response, PartialResponseContext context) {
            enqueue(new Signal.Text(response.text()), context.streamingHandle());
        }

        @Override
        public void onPartialThinking(PartialThinking thinking) {
            enqueue(new Signal.Progress());
        }

        @Override
        public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
            enqueue(new Signal.Progress(), context.streamingHandle());
        }

        @Override
        public void onPartialToolCall(PartialToolCall toolCall) {
            enqueue(new Signal.Progress());
        }

        @Override
        public void onPartialToolCall(PartialToolCall toolCall, PartialToolCallContext context) {
            enqueue(new Signal.Progress(), context.streamingHandle());
        }

        @Override
        public void onUnmappedRawEvent(Object event) {
            enqueue(new Signal.Progress());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            enqueue(new Signal.Complete(response));
        }

        @Override
        public void onError(Throwable error) {
            enqueue(new Signal.Failed(error));
        }

        private void enqueue(Signal signal, StreamingHandle given) {
            handle = given;
            if (closed) { // the call was ended before there was a handle to end it with
                cancelQuietly(given);
            }
            enqueue(signal);
        }

        private void enqueue(Signal signal) {
            if (!closed) {
                signals.add(signal);
            }
        }
    }
}
