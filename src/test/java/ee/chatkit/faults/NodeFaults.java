package ee.chatkit.faults;

import ee.chatkit.faults.FaultCluster.Node;
import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.store.schema.SchemaFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;

/** Faults of servers. */
final class NodeFaults {
    private static final String WAITING_MIGRATIONS = "select count(*) from pg_stat_activity where datname = 'chatkit'"
        + " and wait_event_type = 'Lock' and wait_event <> 'advisory' and query like '%alter table chatkit_threads%'";

    private final FaultCluster cluster;
    private final Node node;

    /** Faults of one of the servers. */
    NodeFaults(FaultCluster cluster, Random random) {
        this.cluster = cluster;
        this.node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    }

    Fault killed() {
        return new Fault() {
            @Override
            public void begin() {
                node.kill();
            }

            @Override
            public void end() {
                node.start();
            }
        };
    }

    Fault killedWithDatabase() {
        EmbeddedDatabase database = cluster.database().database();
        return new Fault() {
            @Override
            public void begin() {
                node.kill();
                database.kill();
            }

            @Override
            public void end() {
                node.start();
                database.start();
            }
        };
    }

    /**
     * Both servers are stopped and start again at once on a schema of an earlier version. One is killed while a migration waits
     * for a lock, then the lock is released.
     */
    Fault killedInMigration() {
        return new Fault() {
            @Override
            public void begin() throws SQLException {
                cluster.nodes().forEach(Node::stop);
                SchemaFixture.rollBackToVersionBeforeItemTimes(
                        cluster.database().database().dataSource());
                try (Connection holder = cluster.database().superuser().getConnection();
                        Statement statement = holder.createStatement()) {
                    holder.setAutoCommit(false);
                    statement.execute("lock table chatkit_threads in row exclusive mode");
                    cluster.nodes().forEach(Node::start);
                    FaultCluster.await(Duration.ofMinutes(6), "a migration waits for the lock", () -> isWaiting());
                    node.kill();
                    holder.rollback();
                }
            }

            @Override
            public void end() {
                node.start();
            }
        };
    }

    private boolean isWaiting() {
        try {
            return cluster.number(WAITING_MIGRATIONS) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
