package ee.chatkit.faults;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.PostgresStores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Appends items to a thread of its own. An append that fails is not repeated. After each the newest item is read for display; now
 * and then several times, until the standby has it.
 */
final class FailoverWriter implements Runnable {
    private static final String TYPE = "user_message";
    private static final int APPENDS_IN_A_ROW = 50;
    private static final int READS_IN_A_ROW = 15;

    private final PostgresStores stores;
    private final Caller caller;
    private final String threadId;
    private final AtomicBoolean stopped;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private long position;

    /** Creates the thread. */
    FailoverWriter(PostgresStores stores, String user, AtomicBoolean stopped) {
        this.stores = stores;
        this.stopped = stopped;
        caller = new Caller(user);
        threadId = stores.store()
                .addThread(caller, ChatThread.create(stores.store().generateThreadId(), Instant.now()))
                .id();
    }

    @Override
    public void run() {
        while (!stopped.get()) {
            String id = stores.store().generateItemId(TYPE);
            open.add(id);
            try {
                add(id);
            } catch (UnavailableException e) {
                pause();
            } catch (RuntimeException e) {
                findings.add("UNEXPECTED: " + e + " in " + this);
            }
        }
    }

    private void add(String id) {
        long added = stores.store()
                .addItem(caller, new ThreadItem(id, threadId, TYPE, Instant.now(), "{\"content\":[]}"))
                .position();
        acknowledged.put(id, added);
        open.remove(id);
        if (added <= position) {
            findings.add("UNEXPECTED: position " + added + " after " + position + " in " + this);
        }
        position = added;
        requireNewest(id);
        for (int i = 0; i < READS_IN_A_ROW && added % APPENDS_IN_A_ROW == 0; i++) {
            pause();
            requireNewest(id);
        }
    }

    private void requireNewest(String id) {
        try {
            String newest = stores.store()
                    .forDisplay()
                    .listItems(caller, threadId, ItemScope.ALL, PageRequest.first(1, SortOrder.DESC))
                    .data()
                    .getFirst()
                    .id();
            if (!newest.equals(id)) {
                findings.add("OLD: read " + newest + " after " + id + " in " + this);
            }
        } catch (StoreException e) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Caller caller() {
        return caller;
    }

    String threadId() {
        return threadId;
    }

    /** The ids of the items whose append returned, with their positions. */
    Map<String, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    long acknowledgedCount() {
        return acknowledged.size();
    }

    /** Appends that failed. */
    long openCount() {
        return open.size();
    }

    boolean isSent(String id) {
        return acknowledged.containsKey(id) || open.contains(id);
    }

    List<String> findings() {
        return findings;
    }

    @Override
    public String toString() {
        return caller.userId();
    }
}
