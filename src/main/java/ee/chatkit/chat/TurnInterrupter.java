package ee.chatkit.chat;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Interrupts a responder that blocks after its client has disconnected.
 *
 * <p><b>Guarantee.</b> The turn's thread is interrupted while it executes the responder's own code, and never while it
 * executes the engine's: an interrupt inside of a database call could cost the pool a connection.
 *
 * <p><b>Mechanism.</b> The flag {@code inResponder} is set while the thread executes the responder's code. It changes at each
 * transition, under a lock that {@link #interruptResponder} holds too, so an interrupt cannot arrive after the
 * transition. Leaving the responder's code clears the interrupt status, and entering it again sets the status again: an
 * interrupt that arrives during the engine's work is delivered right after it.
 *
 * <p><b>Foreign interrupts.</b> An interrupt that does not come from here, such as one of a server that shuts down, is
 * told apart by {@code cancelled}, delivered to the responder in the same way, and restored at the end of the turn.
 *
 * <p>Calls that a responder makes from threads of its own are neither interrupted nor protected.
 */
final class TurnInterrupter {
    private final Thread thread = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean inResponder;
    private boolean cancelled;
    private boolean foreignInterrupt;

    /** Code of a responder. */
    @FunctionalInterface
    interface ResponderCode {
        void run() throws Exception;
    }

    /** Interrupts the responder, now or as soon as its code is executed again. May be called from any thread. */
    void interruptResponder() {
        lock.lock();
        try {
            cancelled = true;
            if (inResponder) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a responder's code on the turn's thread. */
    void runResponder(ResponderCode code) throws Exception {
        enterResponder();
        try {
            code.run();
        } finally {
            leaveResponder();
        }
    }

    /** Runs the engine's code for a responder that called it. */
    <T> T withoutInterrupts(Supplier<T> work) {
        if (Thread.currentThread() != thread || !inResponder) {
            return work.get();
        }
        leaveResponder();
        try {
            return work.get();
        } finally {
            enterResponder();
        }
    }

    /** Records a foreign interrupt that ended the responder with an {@link InterruptedException}. */
    void recordForeignInterrupt() {
        foreignInterrupt = true;
    }

    /** Sets the interrupt status at the end of the turn, if a foreign interrupt occurred. */
    void restoreForeignInterrupt() {
        if (foreignInterrupt) {
            thread.interrupt();
        }
    }

    private void enterResponder() {
        lock.lock();
        try {
            inResponder = true;
            if (cancelled || foreignInterrupt) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leaveResponder() {
        lock.lock();
        try {
            inResponder = false;
            foreignInterrupt = Thread.interrupted() && !cancelled;
        } finally {
            lock.unlock();
        }
    }
}
