package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.Json;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.Turn;
import ee.chatkit.responder.TurnCancelledException;
import ee.chatkit.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Runs turns whose requests were checked. */
final class TurnRunner {
    private static final System.Logger LOG = System.getLogger(TurnRunner.class.getName());

    private final Services services;
    private final Threads threads;

    TurnRunner(Services services, Threads threads) {
        this.services = services;
        this.threads = threads;
    }

    /** A turn that is nothing but this event. */
    Streaming only(ThreadStreamEvent event) {
        return new Streaming(() -> (out, cancellation) -> {
            try {
                out.accept(event);
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "a client is gone: {0}", e.getClass().getName());
            }
        });
    }

    Streaming turn(Caller caller, Json metadata, Start.Step step) {
        return new Streaming(() -> {
            Start start = step.begin();
            Turn turn = threads.turn(caller, start.told(), start.message(), metadata);
            return (out, cancellation) -> run(start, turn, out, cancellation);
        });
    }

    private void run(Start start, Turn turn, Consumer<ThreadStreamEvent> out, Cancellation cancellation) {
        var recorder = new EventRecorder(services, turn.caller(), start.told(), out, cancellation);
        try {
            answer(start, turn, recorder);
        } finally {
            recorder.close();
        }
        if (cancellation.cancelled()) {
            keep(recorder, turn);
        }
    }

    private void answer(Start start, Turn turn, EventRecorder recorder) {
        try {
            start.first().forEach(recorder::open);
            recorder.open(services.responder().streamOptions(turn.caller(), turn.thread()));
            start.second().forEach(recorder::open);
            start.answering().answer(services.responder(), turn, recorder);
            recorder.finish();
        } catch (ResponderException e) {
            log(turn, e);
            fail(recorder, Failure.custom(e.userMessage(), e.allowRetry()));
        } catch (TurnCancelledException e) {
            LOG.log(
                    Level.DEBUG,
                    "a turn of thread {0} was cancelled",
                    turn.thread().id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(recorder, Failure.stream(true));
        } catch (Throwable e) { // an application's code: whatever it throws, the client is to hear that it ended
            if (!recorder.cancelled()) { // otherwise most likely the news of that, wrapped by a library
                log(turn, e);
            }
            fail(recorder, Failure.stream(true));
        }
    }

    private static void fail(EventRecorder recorder, Failure failure) {
        try {
            recorder.send(failure);
        } catch (TurnCancelledException e) {
            LOG.log(Level.DEBUG, "nobody hears that a turn failed");
        }
    }

    private void keep(EventRecorder recorder, Turn turn) {
        try {
            recorder.keepPartialAnswer(
                    new StoredThread(services, turn.caller(), turn.thread().id()));
        } catch (StoreException e) {
            LOG.log(
                    Level.WARNING,
                    "what was said in thread {0} before its client went away is lost: {1}",
                    turn.thread().id(),
                    e.getMessage());
        }
    }

    /** Messages of exceptions may quote what users wrote, so they are for whoever asks for them. */
    private static void log(Turn turn, Throwable failure) {
        String id = turn.thread().id();
        LOG.log(
                Level.WARNING,
                "the responder failed in thread {0}: {1}",
                id,
                failure.getClass().getName());
        LOG.log(Level.DEBUG, "the responder failed in thread " + id, failure);
    }
}
