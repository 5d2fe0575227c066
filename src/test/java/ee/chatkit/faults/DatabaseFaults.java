package ee.chatkit.faults;

import ee.chatkit.server.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/** Faults of the database, while the servers run. */
final class DatabaseFaults {
    /** Tables that every kind of write needs, or some of them. */
    private static final List<String> TABLES =
            List.of("chatkit_threads", "chatkit_thread_items", "chatkit_attachments", "opportunities");

    private static final List<String> PRIVILEGES =
            List.of("insert", "update", "select", "insert, update, delete, select");

    private final FaultCluster cluster;
    private final EmbeddedDatabase database;
    private final String role;

    DatabaseFaults(FaultCluster cluster) {
        this.cluster = cluster;
        this.database = cluster.database().database();
        this.role = database.user();
    }

    /** An action of a fault. */
    private interface Action {
        void run() throws Exception;
    }

    private static Fault fault(Action begin, Action end) {
        return new Fault() {
            @Override
            public void begin() throws Exception {
                begin.run();
            }

            @Override
            public void end() throws Exception {
                end.run();
            }
        };
    }

    Fault killed() {
        return fault(database::kill, database::start);
    }

    Fault frozen() {
        return fault(database::suspend, database::resume);
    }

    Fault stopped() {
        return fault(database::stop, database::start);
    }

    /** New sessions are read-only, as on a standby; the sessions of the pools are ended. */
    Fault readOnly() {
        return fault(
                () -> {
                    cluster.execute("alter database chatkit set default_transaction_read_only = on");
                    cluster.terminateBackends();
                },
                () -> cluster.execute("alter database chatkit reset default_transaction_read_only"));
    }

    Fault privilegesRevoked(Random random) {
        String privileges = PRIVILEGES.get(random.nextInt(PRIVILEGES.size()));
        String on = " on " + TABLES.get(random.nextInt(TABLES.size()));
        return fault(
                () -> cluster.execute("revoke " + privileges + on + " from " + role),
                () -> cluster.execute("grant " + privileges + on + " to " + role));
    }

    /** Fewer connections than writers; those of the pools are ended. */
    Fault connectionsExhausted(Random random) {
        int limit = random.nextInt(3);
        return fault(
                () -> {
                    cluster.execute("alter role " + role + " connection limit " + limit);
                    cluster.terminateBackends();
                },
                () -> cluster.execute("alter role " + role + " connection limit -1"));
    }

    /** PostgreSQL may end when it needs a new file for its log; then it is started again. */
    Fault diskFull() {
        return fault(cluster.database()::fill, () -> {
            cluster.database().free();
            cluster.ensureDatabaseRuns();
        });
    }

    /** A limit so short that some statements exceed it; sessions are replaced so that they have it, and lose it again. */
    Fault statementTimeout() {
        return fault(
                () -> {
                    cluster.execute("alter role " + role + " set statement_timeout = '1ms'");
                    cluster.terminateBackends();
                },
                () -> {
                    cluster.execute("alter role " + role + " reset statement_timeout");
                    cluster.terminateBackends();
                });
    }

    /** A lock that another session keeps for longer than the application waits; reads do not need it. */
    Fault lockTimeout(Random random) {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        return new Fault() {
            private Connection holder;

            @Override
            public void begin() throws SQLException {
                holder = cluster.database().superuser().getConnection();
                holder.setAutoCommit(false);
                try (Statement statement = holder.createStatement()) {
                    statement.execute("lock table " + table + " in share row exclusive mode");
                }
            }

            @Override
            public void end() throws SQLException {
                try (Connection ended = holder) {
                    ended.rollback();
                }
            }
        };
    }

    /** All sessions are ended, again and again. */
    Fault backendsTerminated() {
        return fault(
                () -> {
                    for (int n = 0; n < 5; n++) {
                        cluster.terminateBackends();
                        Thread.sleep(300);
                    }
                },
                cluster::terminateBackends);
    }
}
