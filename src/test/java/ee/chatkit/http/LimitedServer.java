package ee.chatkit.http;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** A server with PostgreSQL, bearer tokens and low limits. */
abstract class LimitedServer extends RunningServer
        implements LimitsHttpSuite, UploadLimitsHttpSuite, TurnLimitsHttpSuite {
    private final TokenIssuer.Key key;
    private final TokenIssuer issuer = new TokenIssuer();

    LimitedServer(Server.Kind kind) {
        super(kind);
        // each server is configured for one algorithm
        key = TokenIssuer.key("first", kind == Server.Kind.PAYARA ? "ES256" : "RS256");
        issuer.publish(key);
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        Map<String, String> environment = new HashMap<>(issuer.environment());
        environment.putAll(LIMITS);
        environment.put("CHATKIT_STREAM_WRITE_TIMEOUT", "600"); // turns that are not read do not end meanwhile
        return ServerFixture.withDatabase(kind, environment);
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @AfterAll
    final void closeIssuer() {
        issuer.close();
    }

    @Override
    public final String authorization(String user) {
        return "Bearer " + TokenIssuer.token(key, TokenIssuer.claims(user));
    }
}
