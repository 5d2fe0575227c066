package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.StreamOptions;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.telemetry.TelemetrySpan;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A turn whose input is stored, from its first event to its last. Runs once, on the thread that created it.
 *
 * <p><b>Guarantees.</b> {@link #run} throws nothing, regardless of what the responder throws. A client that is connected receives
 * either the complete answer or one error event at the end. When the client disconnects, the text sent so far is stored
 * at once, even while the responder is still running.
 *
 * <p><b>Cancellation.</b> {@link Cancellation} runs, in this order: the end of the wait for a title, {@link
 * EventRecorder#closeOnCancel}, which closes the recorder on a thread of its own, {@link TurnInterrupter}, and then the
 * responder's own callbacks. All of them are registered before the responder is called.
 *
 * <p><b>Logging.</b> A responder that fails unexpectedly is logged at WARNING with the class of the exception only,
 * because messages of exceptions may quote users. The exception itself, with its stack trace, is logged at DEBUG.
 */
final class RunningTurn {
    private static final System.Logger LOG = System.getLogger(RunningTurn.class.getName());

    private final ChatServices services;
    private final ThreadAccess threads;
    private final RequestContext context;
    private final PreparedTurn turn;
    private final Cancellation cancellation;
    private final StoreThreadContext threadContext;
    private final EventRecorder recorder;
    private final TurnTelemetry measured;
    private final LinkedOpportunity opportunity;

    RunningTurn(
            ChatServices services,
            ThreadAccess threads,
            RequestContext context,
            PreparedTurn turn,
            Consumer<ThreadStreamEvent> out,
            Cancellation cancellation,
            TurnRecording recording) {
        this.services = services;
        this.threads = threads;
        this.context = context;
        this.turn = turn;
        this.cancellation = cancellation;
        this.threadContext = new StoreThreadContext(
                services, context.caller(), context.base(), turn.thread().id(), new TurnInterrupter());
        this.opportunity = threads.opportunityOf(context, turn.thread());
        this.measured = TurnTelemetry.begin(services, turn.thread().id());
        this.recorder = new EventRecorder(threadContext, turn.thread(), out, cancellation, measured, recording);
    }

    void run() {
        TelemetrySpan.Activation current = measured.activate();
        try {
            runInSpan();
        } finally {
            current.close();
            measured.end(cancellation.isCancelled());
        }
    }

    private void runInSpan() {
        turn.title().start(opportunity, recorder::threadChanged);
        cancellation.onCancel(turn.title()::abandon);
        recorder.closeOnCancel();
        cancellation.onCancel(threadContext.interrupter()::interruptResponder);
        try {
            answer();
        } catch (InterruptedException e) {
            if (!cancellation.isCancelled()) {
                threadContext.interrupter().recordForeignInterrupt();
                measured.failed(e);
                recorder.fail(Failure.streamError(true));
            }
        } catch (Throwable e) { // application code may throw anything
            failed(e);
        } finally {
            recorder.close();
            threadContext.interrupter().restoreForeignInterrupt();
        }
    }

    private void answer() throws Exception {
        turn.eventsBeforeOptions().forEach(recorder::forwardStored);
        recorder.forwardStored(streamOptions());
        turn.eventsAfterOptions().forEach(recorder::forwardStored);
        turn.title().runImmediate(opportunity).ifPresent(recorder::threadWritten);
        Turn forResponder = threads.turn(threadContext, turn.thread(), opportunity, turn.message(), context);
        threadContext
                .interrupter()
                .runResponder(() -> turn.responderCall().answer(services.responder(), forResponder, recorder));
        turn.title().await();
        recorder.finish();
        measured.completed();
    }

    /** A failure of this hook does not prevent the answer. */
    private StreamOptions streamOptions() {
        try {
            return Objects.requireNonNull(services.responder().streamOptions(context.caller(), turn.thread()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log(e);
            return new StreamOptions(true);
        }
    }

    private void failed(Throwable e) {
        if (cancellation.isCancelled()) { // most likely the TurnCancelledException, perhaps wrapped by a library
            LOG.log(Level.DEBUG, "Turn of thread {0} was cancelled", threadContext.threadId());
            return;
        }
        measured.failed(e);
        recorder.fail(
                switch (e) {
                    case ResponderException refusal
                    when !refusal.userMessage().isBlank() ->
                        Failure.custom(refusal.userMessage(), refusal.allowRetry());
                    case ResponderException refusal -> Failure.streamError(refusal.allowRetry());
                    case NotFoundException missing
                    when isOwnThread(missing) -> Failure.custom("This conversation was deleted.", false);
                    default -> Failure.streamError(true);
                });
        log(e);
    }

    /** Whether the thread was deleted, by itself or with its opportunity. */
    private boolean isOwnThread(NotFoundException missing) {
        return (missing.resourceType() == ResourceType.THREAD && missing.id().equals(threadContext.threadId()))
                || (missing.resourceType() == ResourceType.OPPORTUNITY
                        && missing.id().equals(turn.thread().opportunityId()));
    }

    private void log(Throwable failure) {
        boolean expected = (failure instanceof ResponderException && failure.getCause() == null)
                || (failure instanceof NotFoundException missing && isOwnThread(missing));
        String what = "Responder failed in thread " + threadContext.threadId();
        ApplicationFailures.log(LOG, expected ? Level.DEBUG : Level.WARNING, what, failure);
    }
}
