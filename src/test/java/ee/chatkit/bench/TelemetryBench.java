package ee.chatkit.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Store;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.wiring.store.MeasuredStore;
import ee.chatkit.wiring.telemetry.LocalTelemetry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What telemetry costs an append and a page: the store without it, with telemetry that is off, as on a server without
 * OpenTelemetry or without the setting, and with telemetry that is on. Pairs take turns in one run, on the same database.
 *
 * <p>The first comparison is of the store with itself: what differs there is noise.
 */
public final class TelemetryBench {
    private static final Caller CALLER = new Caller("bench");
    private static final int COUNT = 6_000;
    private static final int PAGE = 20;

    private final AtomicLong items = new AtomicLong();

    private TelemetryBench() {}

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "off")
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
                HikariDataSource pool = pool(postgres);
                PostgresStores absent = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC());
                PostgresStores off = stores(pool, Telemetry.off())) {
            Telemetry recording = LocalTelemetry.start();
            try (PostgresStores on = stores(pool, recording)) {
                if (!absent.prepare() || !off.prepare() || !on.prepare()) {
                    throw new IllegalStateException("no schema");
                }
                new TelemetryBench()
                        .run(absent.store(), MeasuredStore.of(off, Telemetry.off()), MeasuredStore.of(on, recording));
            }
        }
    }

    private static PostgresStores stores(HikariDataSource pool, Telemetry telemetry) {
        return new PostgresStores(
                pool, Transactions.LOCAL, Clock.systemUTC(), ConnectionLimits.DEFAULT, RowLevelSecurity.OFF, telemetry);
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        var config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private void run(Store absent, Store off, Store on) {
        System.out.println(Comparison.HEADER);
        appends(absent, absent).print("append: absent / absent");
        appends(off, absent).print("append: off / absent");
        appends(on, absent).print("append: on / absent");
        String thread = newThread(absent);
        for (int n = 0; n < 1_000; n++) {
            absent.addItem(CALLER, message(thread));
        }
        pages(absent, absent, thread).print("page: absent / absent");
        pages(off, absent, thread).print("page: off / absent");
        pages(on, absent, thread).print("page: on / absent");
    }

    private Comparison appends(Store one, Store other) {
        String first = newThread(other);
        String second = newThread(other);
        var comparison = new Comparison();
        comparison.run(COUNT, () -> one.addItem(CALLER, message(first)), () -> other.addItem(CALLER, message(second)));
        return comparison;
    }

    private static Comparison pages(Store one, Store other, String thread) {
        PageRequest newest = PageRequest.first(PAGE, SortOrder.DESC);
        var comparison = new Comparison();
        comparison.run(
                COUNT,
                () -> one.listItems(CALLER, thread, ItemScope.ALL, newest),
                () -> other.listItems(CALLER, thread, ItemScope.ALL, newest));
        return comparison;
    }

    private static String newThread(Store store) {
        String id = store.generateThreadId();
        store.addThread(CALLER, ChatThread.create(id, Instant.EPOCH));
        return id;
    }

    private ThreadItem message(String thread) {
        return new ThreadItem(
                "msg_" + items.incrementAndGet(), thread, "assistant_message", Instant.now(), RawJdbc.CONTENT);
    }
}
