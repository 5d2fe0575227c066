package ee.chatkit.bench;

import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Whether operations take longer when more is stored: the same operations in databases of different sizes in one PostgreSQL, one
 * after the other in one run, so that only the ratio counts. All databases must fit into the memory of the machine. Also how
 * large tables and indexes are.
 *
 * <p>Arguments: numbers of items, the smallest first; settings of PostgreSQL, such as {@code full_page_writes=off}.
 */
public final class ScaleBench {
    private static final PageRequest NEWEST = PageRequest.first(20, SortOrder.DESC);
    private static final int ACTIVE = 1_000;
    private static final int WARM_UP = 2_000;
    private static final int REPEATS = 4_000;

    private ScaleBench() {}

    public static void main(String[] args) throws Exception {
        List<Long> sizes = Stream.of(args)
                .filter(arg -> !arg.contains("="))
                .map(Long::valueOf)
                .toList();
        try (EmbeddedPostgres postgres = postgres("4GB", args).start()) {
            List<Loaded> databases = new ArrayList<>();
            try {
                for (long size : sizes) {
                    databases.add(new Loaded(postgres, size));
                }
                compare(databases);
            } finally {
                databases.forEach(Loaded::close);
            }
        }
    }

    /** A PostgreSQL that does not wait for the disk, with the settings among the arguments. */
    static EmbeddedPostgres.Builder postgres(String sharedBuffers, String... args) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("shared_buffers", sharedBuffers)
                .setServerConfig("max_wal_size", "4GB")
                .setPGStartupWait(Duration.ofMinutes(1));
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals > 0) {
                builder.setServerConfig(arg.substring(0, equals), arg.substring(equals + 1));
            }
        }
        return builder;
    }

    private static void compare(List<Loaded> databases) throws SQLException {
        Loaded smallest = databases.getFirst();
        for (Loaded larger : databases.subList(1, databases.size())) {
            System.out.printf(Locale.ROOT, "%n%,d items / %,d items (best)%n", larger.items, smallest.items);
            System.out.println(Comparison.HEADER);
            for (boolean recent : new boolean[] {true, false}) {
                String which = recent ? ", one of the last " + ACTIVE : ", any";
                compare("append" + which, larger, smallest, database -> database.append(recent));
                compare("newest page" + which, larger, smallest, database -> database.page(recent));
                compare("thread by id" + which, larger, smallest, database -> database.thread(recent));
                compare("page of the thread list" + which, larger, smallest, database -> database.list(recent));
            }
        }
    }

    private static void compare(String what, Loaded larger, Loaded smallest, Consumer<Loaded> operation)
            throws SQLException {
        for (Loaded database : List.of(larger, smallest)) {
            execute(database.pool, "vacuum chatkit_threads"); // of what the appends before have left
        }
        var comparison = new Comparison(WARM_UP);
        comparison.run(REPEATS, () -> operation.accept(larger), () -> operation.accept(smallest));
        comparison.print(what);
    }

    /** A database with so many items. */
    private static final class Loaded implements AutoCloseable {
        private final long items;
        private final Conversations conversations;
        private final HikariDataSource pool;
        private final PostgresStores stores;
        private final Store store;
        private final SplittableRandom random = new SplittableRandom(1);

        Loaded(EmbeddedPostgres postgres, long items) throws SQLException {
            this.items = items;
            execute(postgres.getPostgresDatabase(), "create database items_" + items);
            pool = StoreBench.pool(postgres.getDatabase("postgres", "items_" + items));
            stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC());
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
            store = stores.store();
            conversations = new Conversations(items);
            long begin = System.nanoTime();
            conversations.write(stores.archive(), items);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d items in %,d threads: %.0f s, %,.0f items/s%n",
                    items,
                    conversations.threads(),
                    seconds,
                    items / seconds);
            execute(pool, "vacuum (analyze)");
            execute(pool, "checkpoint");
            printSizes();
        }

        private void printSizes() throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                        select relname, pg_relation_size(oid) from pg_class
                        where relnamespace = current_schema::regnamespace and relkind in ('r', 'i')
                          and pg_relation_size(oid) > 1000000 order by 2 desc\
                        """)) {
                while (row.next()) {
                    System.out.printf(
                            Locale.ROOT,
                            "%-40s %,8.0f MB %,8.0f MB per million items%n",
                            row.getString(1),
                            row.getLong(2) / 1e6,
                            (double) row.getLong(2) / items);
                }
            }
        }

        private long any(boolean recent) {
            long threads = conversations.threads();
            return recent ? threads - 1 - random.nextLong(Math.min(ACTIVE, threads)) : random.nextLong(threads);
        }

        void append(boolean recent) {
            long thread = any(recent);
            store.addItem(
                    conversations.owner(thread),
                    Conversations.item(
                            thread,
                            store.generateItemId("assistant_message"),
                            random.nextBoolean(),
                            Instant.now(),
                            random));
        }

        void page(boolean recent) {
            long thread = any(recent);
            store.listItems(conversations.owner(thread), Conversations.threadId(thread), ItemScope.VISIBLE, NEWEST);
        }

        void thread(boolean recent) {
            long thread = any(recent);
            store.loadThread(conversations.owner(thread), Conversations.threadId(thread));
        }

        void list(boolean recent) {
            store.listThreads(conversations.owner(any(recent)), NEWEST);
        }

        @Override
        public void close() {
            stores.close();
            pool.close();
        }
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
