package ee.chatkit.http;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The WAR on WildFly with {@code jwt.cli} and {@code proxy.cli} applied. */
class WildFlyJwtIT
        implements JwtHttpSuite, ForeignResourcesHttpSuite, ProxyHttpSuite, AuthenticationHttpSuite, AuditHttpSuite {
    private static final TokenIssuer.Key KEY = TokenIssuer.key("first", "RS256");
    private static TokenIssuer issuer;
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        issuer = new TokenIssuer();
        issuer.publish(KEY);
        issuer.publish(TokenIssuer.key("other", "ES256"));
        fixture = ServerFixture.withoutDatasource(Server.Kind.WILDFLY, issuer.environment());
        fixture.start("api/opportunities");
    }

    @AfterAll
    static void stop() {
        fixture.close();
        issuer.close();
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
