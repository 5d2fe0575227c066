package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.schema.RowLevelSecurity;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The caller reaches PostgreSQL in the exchange of its statement, and never later or not at all. */
class RowAccessExchangeTest {
    private static final Caller ADA = new Caller("ada");
    private static final PageRequest PAGE = PageRequest.first(10, SortOrder.DESC);

    /** More than the executions after which the driver prepares a statement on the server. */
    private static final int EXECUTIONS = 12;

    private final AtomicInteger items = new AtomicInteger();

    private static HikariDataSource pool(DataSource database, int connections) {
        var pool = new HikariConfig();
        pool.setDataSource(database);
        pool.setMaximumPoolSize(connections);
        return new HikariDataSource(pool);
    }

    private static PGSimpleDataSource runtime(DatabaseRoles roles) throws SQLException {
        return roles.runtime().unwrap(PGSimpleDataSource.class);
    }

    @Test
    void operations_takeAsManyExchangesAsWithout() throws Exception {
        Map<String, Integer> without = exchanges(new DatabaseRoles("exchanges_off").granted(), RowLevelSecurity.OFF);
        assertEquals(without, exchanges(new DatabaseRoles("exchanges_on").restricted(), RowLevelSecurity.ON));
        assertEquals(2, without.get("write of turns"), "the statements, and the commit");
        assertEquals(1, without.get("beat"));
    }

    private Map<String, Integer> exchanges(DatabaseRoles roles, RowLevelSecurity rowLevelSecurity) throws SQLException {
        PGSimpleDataSource database = runtime(roles);
        database.setSocketFactory(ExchangeCountingSocketFactory.class.getName());
        Map<String, Integer> exchanges = new LinkedHashMap<>();
        try (var pool = pool(database, 1);
                var stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC(), rowLevelSecurity)) {
            assertTrue(stores.prepare());
            operations(stores).forEach((name, operation) -> {
                for (int i = 0; i < EXECUTIONS; i++) {
                    int before = ExchangeCountingSocketFactory.exchanges();
                    operation.run();
                    exchanges.put(name, ExchangeCountingSocketFactory.exchanges() - before);
                }
            });
        }
        return exchanges;
    }

    private Map<String, Runnable> operations(PostgresStores stores) {
        var store = stores.store();
        store.addThread(ADA, ChatThread.create("thr_1", Instant.now()));
        stores.opportunities().createOpportunity(ADA, "opp_1", OpportunityDetails.named("One"));
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("append", () -> store.addItem(ADA, item("thr_1")));
        operations.put("new thread with item", () -> {
            String id = store.generateThreadId();
            store.addThread(ADA, ChatThread.create(id, Instant.now()), item(id), List.of());
        });
        operations.put("page of items", () -> store.listItems(ADA, "thr_1", ItemScope.ALL, PAGE));
        operations.put("list of threads", () -> store.listThreads(ADA, PAGE));
        operations.put("load of a thread", () -> store.loadThread(ADA, "thr_1"));
        operations.put("entity", () -> stores.opportunities().loadOpportunity(ADA, "opp_1"));
        operations.put(
                "transaction",
                () -> store.updateThread(ADA, "thr_1", found -> found.withTitle("T" + items.incrementAndGet())));
        operations.put("all users", () -> stores.attachmentMaintenance().find("atc_none"));
        var node = UUID.randomUUID();
        operations.put("write of turns", () -> stores.turnJournal().write(node, List.of(turn(), turn())));
        operations.put("beat", () -> assertFalse(stores.turnJournal().beat(node).isEmpty()));
        operations.put("claim", () -> stores.turnJournal().claimOrphans(node, Duration.ofHours(1), 10));
        return operations;
    }

    private ThreadItem item(String threadId) {
        return new ThreadItem("msg_" + items.incrementAndGet(), threadId, "note", Instant.now(), "{}");
    }

    private TurnChange turn() {
        String id = "trn_" + items.incrementAndGet();
        return new TurnChange(id, "thr_1", ADA, true, 1, List.of("{}", "{}"), TurnState.RUNNING);
    }

    /** The driver then describes statements before it executes them, and ends the exchange in front of some. */
    @Test
    void parametersWithoutType_keepTheCaller() throws Exception {
        PGSimpleDataSource database = runtime(new DatabaseRoles("untyped").restricted());
        database.setStringType("unspecified");
        try (var pool = pool(database, 1);
                var stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC(), RowLevelSecurity.ON)) {
            assertTrue(stores.prepare());
            Map<String, Runnable> operations = operations(stores);
            for (int i = 0; i < EXECUTIONS; i++) {
                operations.values().forEach(Runnable::run);
            }
            assertEquals(
                    EXECUTIONS,
                    stores.store()
                            .listItems(ADA, "thr_1", ItemScope.ALL, PageRequest.first(100, SortOrder.ASC))
                            .data()
                            .size());
        }
    }
}
