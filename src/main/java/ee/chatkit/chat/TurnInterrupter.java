package ee.chatkit.chat;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Interrupts the thread of a turn when its client is gone, so that a responder which waits for something wakes up. It is
 * interrupted in the responder's own code only: in the middle of the engine's work an interrupt could cost a virtual
 * thread its connection to the database.
 */
final class TurnInterrupter {
    private final Thread thread = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean runResponder;
    private boolean cancelled;

    /** An interrupt by somebody else, which is given back at the end. */
    private boolean foreignInterrupt;

    /** A responder's code. */
    @FunctionalInterface
    interface ResponderCode {
        void run() throws Exception;
    }

    /** From any thread. */
    void interruptResponder() {
        lock.lock();
        try {
            cancelled = true;
            if (runResponder) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a responder's code on the turn's thread. */
    void runResponder(ResponderCode responderCode) throws Exception {
        enterResponder();
        try {
            responderCode.run();
        } finally {
            leaveResponder();
        }
    }

    /** The engine's work, called by a responder, perhaps on a thread of its own: those are its own concern. */
    <T> T withoutInterrupts(Supplier<T> work) {
        if (Thread.currentThread() != thread || !runResponder) {
            return work.get();
        }
        leaveResponder();
        try {
            return work.get();
        } finally {
            enterResponder();
        }
    }

    /** Somebody else interrupted the thread, and it was noticed by an exception. */
    void recordForeignInterrupt() {
        foreignInterrupt = true;
    }

    /** Behind the turn: the thread is as its owner left it. */
    void restoreForeignInterrupt() {
        if (foreignInterrupt) {
            thread.interrupt();
        }
    }

    private void enterResponder() {
        lock.lock();
        try {
            runResponder = true;
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
            runResponder = false;
            foreignInterrupt = Thread.interrupted() && !cancelled;
        } finally {
            lock.unlock();
        }
    }
}
