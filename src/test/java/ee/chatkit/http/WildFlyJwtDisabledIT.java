package ee.chatkit.http;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WildFly with {@code jwt.cli} applied, but without an issuer. */
class WildFlyJwtDisabledIT {
    @Test
    void disabledJwt_rejectsTokensAndServesAnonymousUser() {
        Map<String, String> environment = Map.of("CHATKIT_JWT_ALGORITHM", "RS256", "CHATKIT_ANONYMOUS_USER", "demo");
        try (var fixture = ServerFixture.withoutDatasource(Server.Kind.WILDFLY, environment)) {
            fixture.start("api/opportunities");
            var rest = new RestTestClient(fixture.baseUri().resolve("api/"));
            rest.get("threads").expect(200);
            var key = TokenIssuer.key("first", "RS256");
            String token = TokenIssuer.token(key, TokenIssuer.claims("ann"));
            rest.get("threads", "Authorization", "Bearer " + token).expectProblem(401, "unauthenticated");
            rest.get("threads", "Authorization", "Bearer nonsense").expectProblem(401, "unauthenticated");
        }
    }
}
