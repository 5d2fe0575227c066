package ee.chatkit.security;

import java.math.BigDecimal;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads the claims of principals that bearer tokens authenticate. */
public final class JwtPrincipals {
    /** Whether MicroProfile JWT is available. WildFly exposes it only to applications with JWT login. */
    static final boolean AVAILABLE = available();

    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private JwtPrincipals() {}

    /** Whether a value of the header {@code Authorization} has a bearer token, valid or not. */
    public static boolean isBearerToken(@Nullable String authorization) {
        return authorization != null && authorization.strip().regionMatches(true, 0, "Bearer", 0, 6);
    }

    /**
     * The user id of a principal: the claim {@code sub} of a token, or the name of any other principal. The name of a
     * token's principal may be {@code upn} or {@code preferred_username}, which can be reassigned to another user.
     *
     * @return null if a token has no {@code sub}
     */
    public static @Nullable String userId(Principal principal) {
        if (!AVAILABLE) {
            return principal.getName();
        }
        return JwtClaims.userId(principal);
    }

    /**
     * Whether the claim {@code groups} of a token's principal contains the group. It is read here because Payara does
     * not grant roles that no descriptor declares.
     */
    public static boolean isInGroup(@Nullable Principal principal, String name) {
        return AVAILABLE && JwtClaims.isInGroup(principal, name);
    }

    /**
     * Whether a token is dated in the future: its claims {@code iat} and {@code nbf} are at most a minute, for clocks that
     * differ, after the time given. Servers check {@code exp}, but not always these.
     *
     * @return false also for a principal that no token authenticated
     */
    public static boolean isNotYetValid(@Nullable Principal principal, Instant now) {
        return AVAILABLE && JwtClaims.isNotYetValid(principal, now.plus(LEEWAY));
    }

    /** A class of its own, because it is loaded only where MicroProfile JWT is available. */
    private static final class JwtClaims {
        static @Nullable String userId(Principal principal) {
            return principal instanceof JsonWebToken token ? token.getSubject() : principal.getName();
        }

        static boolean isInGroup(@Nullable Principal principal, String name) {
            return principal instanceof JsonWebToken token
                    && token.getGroups() != null
                    && token.getGroups().contains(name);
        }

        static boolean isNotYetValid(@Nullable Principal principal, Instant latest) {
            return principal instanceof JsonWebToken token
                    && (isAfter(token, Claims.iat, latest) || isAfter(token, Claims.nbf, latest));
        }

        /** The type of the claim depends on the server; a value that is no number is not a time that has come. */
        private static boolean isAfter(JsonWebToken token, Claims claim, Instant latest) {
            Object value = token.getClaim(claim.name());
            if (value == null) {
                return false;
            }
            try {
                return new BigDecimal(value.toString()).compareTo(BigDecimal.valueOf(latest.getEpochSecond())) > 0;
            } catch (NumberFormatException e) {
                return true;
            }
        }
    }

    private static boolean available() {
        try {
            Class.forName("org.eclipse.microprofile.jwt.JsonWebToken", false, JwtPrincipals.class.getClassLoader());
            Class.forName("org.eclipse.microprofile.auth.LoginConfig", false, JwtPrincipals.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
