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
 * One call of a model, which is read signal by signal and can be ended at any time.
 *
 * <p><b>Guarantee.</b> {@link #next} returns or throws within the timeouts, and {@link #close} ends the call without
 * waiting for it. <b>Mechanism.</b> The model is called on a virtual thread of its own, and its callbacks put signals
 * into a queue. A model that streams on the calling thread, such as the one of {@link OpenAiModelFactory}, is ended by
 * an interrupt of that thread. A model with threads of its own is ended by its {@link StreamingHandle}, which it passes
 * with its first delta; until then such a call continues in the background, and its signals are discarded. <b>Cost.</b>
 * One virtual thread per call.
 */
final class ModelCall implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ModelCall.class.getName());

    /** An event of the call. */
    sealed interface Signal {
        /** More text. */
        record Text(String text) implements Signal {}

        /** The model is working, without text. */
        record Progress() implements Signal {}

        /** The model has completed its answer. */
        record Complete(ChatResponse response) implements Signal {}

        /** The model has failed. */
        record Failed(Throwable cause) implements Signal {}

        /** The client is disconnected. */
        record Cancelled() implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final ModelOptions.Timeouts timeouts;
    private final long startedNanos = System.nanoTime();
    private final Thread thread;
    private final ModelTelemetry measured;

    private volatile @Nullable StreamingHandle handle;
    private volatile boolean closed;

    private ModelCall(
            StreamingChatModel model, ChatRequest request, ModelOptions.Timeouts timeouts, ModelTelemetry measured) {
        this.timeouts = timeouts;
        this.measured = measured;
        thread = Thread.ofVirtual().name("chatkit-model").unstarted(measured.inSpan(() -> call(model, request)));
    }

    static ModelCall start(
            StreamingChatModel model, ChatRequest request, ModelOptions.Timeouts timeouts, ModelTelemetry measured) {
        var call = new ModelCall(model, request, timeouts, measured);
        call.thread.start();
        return call;
    }

    private void call(StreamingChatModel model, ChatRequest request) {
        try {
            model.chat(request, new Listener());
        } catch (Throwable e) { // otherwise the turn would wait until the timeout
            signals.add(new Signal.Failed(e));
        }
    }

    /**
     * Returns the next signal, never {@link Signal.Progress}.
     *
     * @throws TimeoutException if the model exceeds a timeout
     */
    Signal next() throws InterruptedException {
        while (true) {
            long left = timeouts.total().toNanos() - (System.nanoTime() - startedNanos);
            Signal signal = signals.poll(Math.min(timeouts.idle().toNanos(), left), TimeUnit.NANOSECONDS);
            if (signal == null || left <= 0) {
                measured.failed("timeout");
                throw new TimeoutException("The model exceeded its timeout");
            }
            if (!(signal instanceof Signal.Progress)) {
                measure(signal);
                return signal;
            }
        }
    }

    private void measure(Signal signal) {
        switch (signal) {
            case Signal.Complete(ChatResponse response) -> measured.completed(response);
            case Signal.Failed(Throwable cause) -> measured.failed(cause);
            case Signal.Text text -> {}
            case Signal.Progress progress -> {}
            case Signal.Cancelled cancelled -> {} // as any other end before the answer, when this is closed
        }
    }

    /** Appends {@link Signal.Cancelled}. Does not block. */
    void cancel() {
        signals.add(new Signal.Cancelled());
    }

    @Override
    public void close() {
        closed = true;
        measured.failed("cancelled");
        thread.interrupt();
        StreamingHandle current = handle;
        if (current != null) {
            cancelQuietly(current);
        }
    }

    private static void cancelQuietly(StreamingHandle handle) {
        try {
            handle.cancel();
        } catch (RuntimeException e) { // not every provider supports it
            LOG.log(Level.DEBUG, "Model cannot be cancelled: {0}", e.getClass().getName());
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

        private void enqueue(Signal signal, StreamingHandle newHandle) {
            handle = newHandle;
            if (closed) { // closed before the handle was known
                cancelQuietly(newHandle);
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
