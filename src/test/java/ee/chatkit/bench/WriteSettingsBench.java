package ee.chatkit.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * How many items a second are appended by concurrent clients, each to a thread of its own, with several settings of PostgreSQL and
 * of the pool, which take turns. PostgreSQL waits for the disk at each commit, as by default.
 */
public final class WriteSettingsBench {
    private static final Caller CALLER = new Caller("bench");
    private static final int[] DELAYS = {0, 10, 100, 500, 1_000};
    private static final int[] POOLS = {2, 4, 8, 16, 32};

    private final AtomicLong items = new AtomicLong();
    private final DataSource database;
    private int commitDelay;

    private WriteSettingsBench(DataSource database) {
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = ScaleBench.postgres("512MB", "fsync=on", "synchronous_commit=on")
                .start()) {
            var bench = new WriteSettingsBench(postgres.getPostgresDatabase());
            for (int clients : new int[] {1, 8, 32}) {
                bench.delays(clients);
            }
            for (int clients : new int[] {8, 32, 128}) {
                bench.pools(clients);
            }
        }
    }

    private void delays(int clients) throws Exception {
        try (Pooled waiting = new Pooled(database, 32, "");
                Pooled asynchronous = new Pooled(database, 32, "set synchronous_commit = off")) {
            var rates = new Rates();
            for (int delay : DELAYS) {
                rates.add("commit_delay " + delay, () -> {
                    setCommitDelay(delay);
                    return appends(waiting);
                });
            }
            rates.add("synchronous_commit off", () -> appends(asynchronous));
            rates.print(clients);
        }
    }

    private void setCommitDelay(int delay) throws SQLException {
        if (delay != commitDelay) {
            ScaleBench.execute(database, "alter system set commit_delay = " + delay);
            ScaleBench.execute(database, "select pg_reload_conf(), pg_sleep(0.2)"); // sessions read it meanwhile
            commitDelay = delay;
        }
    }

    private void pools(int clients) throws Exception {
        setCommitDelay(0);
        List<Pooled> open = new ArrayList<>();
        try {
            var rates = new Rates();
            for (int size : POOLS) {
                var pooled = new Pooled(database, size, "");
                open.add(pooled);
                rates.add("pool of " + size, () -> appends(pooled));
            }
            rates.print(clients);
        } finally {
            open.forEach(Pooled::close);
        }
    }

    private Runnable appends(Pooled pooled) {
        Store store = pooled.stores.store();
        String thread = store.addThread(CALLER, ChatThread.create(store.generateThreadId(), Instant.now()))
                .id();
        return () -> store.addItem(CALLER, message(thread));
    }

    private ThreadItem message(String threadId) {
        return new ThreadItem(
                "msg_" + items.incrementAndGet(), threadId, "assistant_message", Instant.now(), RawJdbc.CONTENT);
    }

    private static final class Pooled implements AutoCloseable {
        private final HikariDataSource pool;
        private final PostgresStores stores;

        Pooled(DataSource database, int size, String connectionInitSql) {
            var config = new HikariConfig();
            config.setDataSource(database);
            config.setMaximumPoolSize(size);
            if (!connectionInitSql.isEmpty()) {
                config.setConnectionInitSql(connectionInitSql);
            }
            pool = new HikariDataSource(config);
            stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC());
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
        }

        @Override
        public void close() {
            stores.close();
            pool.close();
        }
    }
}
