package ee.chatkit.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in the claims of tokens. */
class JwtPrincipalsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    /** A token with these claims. */
    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "ann";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
        public <T> @Nullable T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "iat, 1799999000, false",
        "iat, 1800000060, false",
        "iat, 1800000061, true",
        "iat, 1800000060.5, true",
        "nbf, 1800000060, false",
        "nbf, 1800000061, true",
        "nbf, 99999999999999999999, true",
        "exp, 1900000000, false"
    })
    void tokenOfTheFuture_isNotYetValid(String claim, String time, boolean notYet) {
        assertEquals(
                notYet,
                JwtPrincipals.isNotYetValid(new Token(Map.of(claim, Json.createValue(new BigDecimal(time)))), NOW));
    }

    @Test
    void claimThatIsNoTime_isNotYetValid() {
        assertTrue(JwtPrincipals.isNotYetValid(new Token(Map.of("nbf", "soon")), NOW));
    }

    @Test
    void otherPrincipals_haveNoTimes() {
        assertFalse(JwtPrincipals.isNotYetValid(null, NOW));
        assertFalse(JwtPrincipals.isNotYetValid(() -> "ann", NOW));
        assertFalse(JwtPrincipals.isNotYetValid(new Token(Map.of()), NOW));
    }
}
