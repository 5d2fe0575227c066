package ee.chatkit.http;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on Payara with JWT login, an anonymous user, and {@code proxy.asadmin} applied. */
class PayaraJwtIT implements JwtHttpSuite, ForeignResourcesHttpSuite, ProxyHttpSuite, AuditHttpSuite {
    private static final TokenIssuer.Key KEY = TokenIssuer.key("first", "ES256");
    private static TokenIssuer issuer;
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        issuer = new TokenIssuer();
        issuer.publish(KEY);
        issuer.publish(TokenIssuer.key("other", "RS256"));
        Map<String, String> environment = new HashMap<>(issuer.environment());
        environment.put("CHATKIT_ANONYMOUS_USER", "demo");
        fixture = ServerFixture.withDatabase(Server.Kind.PAYARA, environment);
        fixture.start("api/opportunities");
    }

    @AfterAll
    static void stop() {
        fixture.close();
        issuer.close();
    }

    @Test
    void requestWithoutToken_isAnonymous() {
        new RestTestClient(base()).get("threads").expect(200);
    }

    @Override
    public URI base() {
        return fixture.baseUri().resolve("api/");
    }

    @Override
    public TokenIssuer issuer() {
        return issuer;
    }

    @Override
    public TokenIssuer.Key key() {
        return KEY;
    }

    @Override
    public String authorization() {
        return "Bearer " + TokenIssuer.token(KEY, TokenIssuer.claims("ann"));
    }

    @Override
    public String authorization(String user) {
        return "Bearer " + TokenIssuer.token(KEY, TokenIssuer.claims(user));
    }
}
