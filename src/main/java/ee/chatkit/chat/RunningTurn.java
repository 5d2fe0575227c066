package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.StreamOptions;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Supplier;

/** A turn whose input is stored, from its first event to its last. Runs once, on the thread that made it. */
final class RunningTurn {
    private static final System.Logger LOG = System.getLogger(RunningTurn.class.getName());

    private final Responder responder;
    private final PreparedTurn preparedTurn;
    private final EventRecorder recorder;
    private final Cancellation cancellation;
    private final StoreThreadContext threadContext;

    RunningTurn(
            Responder responder,
            PreparedTurn preparedTurn,
            EventRecorder recorder,
            Cancellation cancellation,
            StoreThreadContext conversation) {
        this.responder = responder;
        this.preparedTurn = preparedTurn;
        this.recorder = recorder;
        this.cancellation = cancellation;
        this.threadContext = conversation;
    }

    /** Whatever happens, the client hears that the turn ended, what was said is kept, and nothing is thrown. */
    void run(Supplier<Turn> turn) {
        var title = PendingTitle.start(preparedTurn.title(), recorder::threadChanged);
        cancellation.onCancel(title::abandon);
        recorder.closeOnCancel();
        cancellation.onCancel(threadContext.interrupter()::interruptResponder);
        try {
            answer(turn, title);
        } catch (InterruptedException e) {
            if (!cancellation.isCancelled()) {
                threadContext.interrupter().recordForeignInterrupt();
                recorder.fail(Failure.streamError(true));
            }
        } catch (Throwable e) { // an application's code: it may throw anything
            failed(e);
        } finally {
            recorder.close();
            threadContext.interrupter().restoreForeignInterrupt();
        }
    }

    private void answer(Supplier<Turn> made, PendingTitle title) throws Exception {
        preparedTurn.eventsBeforeOptions().forEach(recorder::forwardStored);
        recorder.forwardStored(streamOptions());
        preparedTurn.eventsAfterOptions().forEach(recorder::forwardStored);
        title.runImmediate();
        Turn turn = made.get();
        threadContext
                .interrupter()
                .runResponder(() -> preparedTurn.responderCall().answer(responder, turn, recorder));
        title.await();
        recorder.finish();
    }

    /** That a hook of an application fails is no reason to leave the user without an answer. */
    private StreamOptions streamOptions() {
        try {
            return Objects.requireNonNull(responder.streamOptions(threadContext.caller(), preparedTurn.thread()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log(e);
            return new StreamOptions(true);
        }
    }

    private void failed(Throwable e) {
        if (cancellation.isCancelled()) { // most likely the news of that, perhaps wrapped by a library
            LOG.log(Level.DEBUG, "a turn of thread {0} was cancelled", threadContext.threadId());
            return;
        }
        recorder.fail(
                switch (e) {
                    case ResponderException refusal
                    when !refusal.userMessage().isBlank() ->
                        Failure.custom(refusal.userMessage(), refusal.allowRetry());
                    case ResponderException refusal -> Failure.streamError(refusal.allowRetry());
                    case NotFoundException gone
                    when isDeleted(gone) -> Failure.custom("This conversation was deleted.", false);
                    default -> Failure.streamError(true);
                });
        log(e);
    }

    /** With its opportunity a thread is deleted too. */
    private boolean isDeleted(NotFoundException gone) {
        return (gone.resourceType() == ResourceType.THREAD && gone.id().equals(threadContext.threadId()))
                || (gone.resourceType() == ResourceType.OPPORTUNITY
                        && gone.id().equals(preparedTurn.thread().opportunityId()));
    }

    /** Messages of exceptions may quote what users wrote, so they are for whoever asks for them. */
    private void log(Throwable failure) {
        String id = threadContext.threadId();
        boolean expected = (failure instanceof ResponderException && failure.getCause() == null)
                || (failure instanceof NotFoundException gone && isDeleted(gone));
        LOG.log(
                expected ? Level.DEBUG : Level.WARNING,
                "the responder failed in thread {0}: {1}",
                id,
                failure.getClass().getName());
        LOG.log(Level.DEBUG, "the responder failed in thread " + id, failure);
    }
}
