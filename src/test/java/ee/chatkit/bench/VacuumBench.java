package ee.chatkit.bench;

import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/**
 * What a day of turns leaves in the tables, with several settings of PostgreSQL: the same turns in copies of one database. A turn
 * appends a message and its answer, so it updates the row of its thread twice; one turn in ten begins a new thread. The threads
 * are among the last 20,000, recent ones more often. Autovacuum, where it is on, looks for work each second, because the day
 * passes in less than a minute.
 *
 * <p>Arguments: how many items are stored before, and how many turns follow.
 */
public final class VacuumBench {
    private static final int CLIENTS = 4;
    private static final int ACTIVE = 20_000;
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        String off = "alter table chatkit_threads set (autovacuum_enabled = off);"
                + "alter table chatkit_thread_items set (autovacuum_enabled = off)";
        SETTINGS.put("fillfactor 80, no autovacuum", off);
        SETTINGS.put("fillfactor 100, no autovacuum", off + "; alter table chatkit_threads set (fillfactor = 100)");
        SETTINGS.put("fillfactor 50, no autovacuum", off + "; alter table chatkit_threads set (fillfactor = 50)");
        SETTINGS.put(
                "index of opportunities with threads of none, no autovacuum",
                off
                        + "; drop index chatkit_threads_opportunity_activity;"
                        + "create index chatkit_threads_opportunity_activity on chatkit_threads"
                        + " (opportunity_id, updated_at, id)");
        SETTINGS.put(
                "no index of activity, no autovacuum",
                off + "; drop index chatkit_threads_user_activity;"
                        + "drop index chatkit_threads_opportunity_activity");
        SETTINGS.put(
                "autovacuum with its defaults", "alter table chatkit_threads reset (autovacuum_vacuum_scale_factor)");
        SETTINGS.put("autovacuum", "");
    }

    private final long items;
    private final int turns;
    private final Conversations conversations;

    private VacuumBench(long items, int turns) {
        this.items = items;
        this.turns = turns;
        conversations = new Conversations(items);
    }

    public static void main(String[] args) throws Exception {
        long items = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 50_000;
        try (EmbeddedPostgres postgres =
                ScaleBench.postgres("1GB", "autovacuum_naptime=1s").start()) {
            new VacuumBench(items, turns).run(postgres);
        }
    }

    private void run(EmbeddedPostgres postgres) throws Exception {
        DataSource server = postgres.getPostgresDatabase();
        ScaleBench.execute(server, "create database base");
        with(postgres, "base", (database, stores) -> conversations.write(stores.archive(), items));
        System.out.printf(
                Locale.ROOT, "%,d items in %,d threads, then %,d turns%n", items, conversations.threads(), turns);
        int number = 0;
        for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
            String copy = "copy" + number++;
            ScaleBench.execute(server, "create database " + copy + " template base strategy file_copy");
            with(postgres, copy, (database, stores) -> {
                ScaleBench.execute(database, setting.getValue());
                ScaleBench.execute(database, "vacuum full chatkit_threads");
                ScaleBench.execute(database, "vacuum (analyze)");
                System.out.println(setting.getKey());
                day(database, stores.store());
            });
            ScaleBench.execute(server, "drop database " + copy);
        }
    }

    private static void with(EmbeddedPostgres postgres, String name, Work work) throws Exception {
        try (HikariDataSource pool = StoreBench.pool(postgres.getDatabase("postgres", name));
                PostgresStores stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
            work.run(pool, stores);
        }
    }

    private void day(DataSource database, Store store) throws Exception {
        ScaleBench.execute(database, "select pg_stat_reset()");
        Map<String, Long> before = figures(database);
        long begin = System.nanoTime();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            var random = new SplittableRandom(client);
            clients.add(Thread.ofPlatform().start(() -> {
                for (int turn = 0; turn < turns / CLIENTS; turn++) {
                    turn(store, random);
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Thread.sleep(3_000); // statistics arrive, and an autovacuum that runs ends
        Map<String, Long> after = figures(database);
        after.forEach((figure, value) ->
                System.out.printf(Locale.ROOT, "    %-40s %,14d%n", figure, value - before.getOrDefault(figure, 0L)));
        System.out.printf(Locale.ROOT, "    %-40s %,14.0f%n", "turns/s", turns / seconds);
    }

    private void turn(Store store, SplittableRandom random) {
        long thread = conversations.threads()
                - 1
                - (long) (Math.min(ACTIVE, conversations.threads()) * Math.pow(random.nextDouble(), 2));
        Caller caller = conversations.owner(thread);
        ThreadItem message = item(store, thread, random, false);
        ThreadItem answer = item(store, thread, random, true);
        if (random.nextInt(10) == 0) {
            ChatThread created = store.addThread(caller, ChatThread.create(store.generateThreadId(), Instant.now()));
            store.addItem(caller, moved(message, created));
            store.setTitleIfAbsent(caller, created.id(), "A new conversation");
            store.addItem(caller, moved(answer, created));
        } else {
            store.addItem(caller, message);
            store.addItem(caller, answer);
        }
    }

    private static ThreadItem item(Store store, long thread, SplittableRandom random, boolean answer) {
        return Conversations.item(thread, store.generateItemId("assistant_message"), answer, Instant.now(), random);
    }

    private static ThreadItem moved(ThreadItem item, ChatThread thread) {
        return new ThreadItem(item.id(), thread.id(), item.type(), item.createdAt(), item.content());
    }

    private static Map<String, Long> figures(DataSource database) throws SQLException {
        Map<String, Long> figures = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select 'WAL, KB', (pg_current_wal_insert_lsn() - '0/0')::bigint / 1024
                    union all
                    select relname || ' ' || figure, value from pg_stat_user_tables,
                        lateral (values ('updated', n_tup_upd), ('of these HOT', n_tup_hot_upd), ('inserted', n_tup_ins),
                            ('dead', n_dead_tup), ('autovacuums', autovacuum_count)) f (figure, value)
                    where relname in ('chatkit_threads', 'chatkit_thread_items')
                    union all
                    select relname || ', KB', pg_relation_size(oid) / 1024 from pg_class
                    where relname like 'chatkit_thread%' and relkind in ('r', 'i') order by 1\
                    """)) {
            while (row.next()) {
                figures.put(row.getString(1), row.getLong(2));
            }
        }
        return figures;
    }

    /** What is done in a database. */
    private interface Work {
        void run(DataSource database, PostgresStores stores) throws Exception;
    }
}
