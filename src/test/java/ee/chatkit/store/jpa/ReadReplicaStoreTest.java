package ee.chatkit.store.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.server.ReplicatedDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The PostgreSQL stores fulfil every contract where their reads use a replica as soon as it has what a caller has written. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ReadReplicaStoreTest")
class ReadReplicaStoreTest extends JpaContracts {
    private static final ReplicatedDatabase SERVERS = ReplicatedDatabase.asynchronous();

    ReadReplicaStoreTest() {
        super(pool(SERVERS.primary()), new PostgresStores.Replica(pool(SERVERS.standby()), Duration.ofSeconds(10)));
    }

    private static HikariDataSource pool(EmbeddedDatabase server) {
        var pool = new HikariConfig();
        pool.setDataSource(server.dataSource());
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(20);
        return new HikariDataSource(pool);
    }

    @AfterAll
    void stop() {
        SERVERS.close();
    }
}
