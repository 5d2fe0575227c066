package ee.chatkit.store.jpa;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stores on an empty database, and how many statements each operation on them sends to it. */
public final class StatementCounter implements AutoCloseable {
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final PostgresStores stores;

    public StatementCounter() {
        stores = new PostgresStores(
                RecordingDataSource.dataSource(TestDatabase.create(), statements),
                Transactions.LOCAL,
                Clock.systemUTC());
        stores.prepare();
    }

    public PostgresStores stores() {
        return stores;
    }

    public void count(String operation, Runnable call) {
        statements.clear();
        call.run();
        counts.put(operation, statements.size());
    }

    /** As {@link #count}, of statements that are sent as one text each. */
    public void countEach(String operation, Runnable call) {
        statements.clear();
        call.run();
        counts.put(
                operation,
                statements.stream().mapToInt(text -> text.split(";").length).sum());
    }

    /** The numbers of statements by operation, in the order of their counting. */
    public Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public void close() {
        stores.close();
    }
}
