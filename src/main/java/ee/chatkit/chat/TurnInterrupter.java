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
    private boolean responding;
    private boolean wanted;

    /** An interrupt by somebody else, which is given back at the end. */
    private boolean foreign;

    /** A responder's code. */
    @FunctionalInterface
    interface ResponderCode {
        void run() throws Exception;
    }

    /** From any thread. */
    void wake() {
        lock.lock();
        try {
            wanted = true;
            if (responding) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a responder's code on the turn's thread. */
    void responding(ResponderCode responderCode) throws Exception {
        enter();
        try {
            responderCode.run();
        } finally {
            leave();
        }
    }

    /** The engine's work, called by a responder, perhaps on a thread of its own: those are its own concern. */
    <T> T undisturbed(Supplier<T> work) {
        if (Thread.currentThread() != thread || !responding) {
            return work.get();
        }
        leave();
        try {
            return work.get();
        } finally {
            enter();
        }
    }

    /** Somebody else interrupted the thread, and it was noticed by an exception. */
    void interrupted() {
        foreign = true;
    }

    /** Behind the turn: the thread is as its owner left it. */
    void end() {
        if (foreign) {
            thread.interrupt();
        }
    }

    private void enter() {
        lock.lock();
        try {
            responding = true;
            if (wanted || foreign) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            responding = false;
            foreign = Thread.interrupted() && !wanted;
        } finally {
            lock.unlock();
        }
    }
}
