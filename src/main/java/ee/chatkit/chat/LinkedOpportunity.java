package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.store.OpportunityStore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The opportunity of a thread, which is read once, when it is needed. Safe for use by multiple threads. */
final class LinkedOpportunity {
    private final OpportunityStore opportunities;
    private final Caller caller;
    private final @Nullable String id;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Opportunity opportunity;

    LinkedOpportunity(OpportunityStore opportunities, Caller caller, ChatThread thread) {
        this.opportunities = opportunities;
        this.caller = caller;
        this.id = thread.opportunityId();
    }

    /**
     * Returns the opportunity; null if the thread has none.
     *
     * @throws ee.chatkit.store.NotFoundException if it was deleted
     */
    @Nullable
    Opportunity get() {
        lock.lock();
        try {
            if (id != null && opportunity == null) {
                opportunity = opportunities.loadOpportunity(caller, id);
            }
            return opportunity;
        } finally {
            lock.unlock();
        }
    }
}
