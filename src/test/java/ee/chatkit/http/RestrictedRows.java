package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The WAR with row-level security, in a database whose role owns the tables, so that the server has created the policies. */
abstract class RestrictedRows extends RunningServer
        implements ThreadsHttpSuite,
                OrganisingHttpSuite,
                ItemsHttpSuite,
                OpportunitiesHttpSuite,
                AttachmentsHttpSuite,
                TransferHttpSuite {
    RestrictedRows(Server.Kind kind) {
        super(kind);
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        return ServerFixture.withDatabase(
                kind, Map.of("CHATKIT_ANONYMOUS_USER", "demo", "CHATKIT_DATABASE_ROW_LEVEL_SECURITY", "true"));
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @Test
    void threadOfACaller_isInvisibleToStatementsWithoutOne() throws SQLException {
        new RestTestClient(base()).post("threads", "{}").expect(201);
        try (var connection = fixture().database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from chatkit_threads")) {
            row.next();
            assertEquals(0, row.getLong(1));
        }
        assertEquals("postgresql", new HealthClient(fixture()).ready(200).getString("store"));
    }
}
