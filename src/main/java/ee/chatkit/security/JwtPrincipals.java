package ee.chatkit.security;

import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** What tokens say of those who are signed in by them. */
public final class JwtPrincipals {
    /** Whether MicroProfile JWT is there; WildFly shows it to an application only when tokens are looked at for it. */
    static final boolean AVAILABLE = available();

    private JwtPrincipals() {}

    /**
     * The user that a principal stands for: a token's claim {@code sub}, else the principal's name. A token's principal
     * may be named by {@code upn} or {@code preferred_username}, which can change hands.
     *
     * @return null when a token has no {@code sub}
     */
    public static @Nullable String userId(Principal principal) {
        if (!AVAILABLE) {
            return principal.getName();
        }
        return JwtClaims.userId(principal);
    }

    /**
     * Whether the principal is a token's whose claim {@code groups} names this group. Payara says of roles that no descriptor
     * declares that nobody has them.
     */
    public static boolean isInGroup(@Nullable Principal principal, String name) {
        return AVAILABLE && JwtClaims.isInGroup(principal, name);
    }

    /** In a class of its own, which is loaded only where its types are. */
    private static final class JwtClaims {
        static @Nullable String userId(Principal principal) {
            return principal instanceof JsonWebToken token ? token.getSubject() : principal.getName();
        }

        static boolean isInGroup(@Nullable Principal principal, String name) {
            return principal instanceof JsonWebToken token
                    && token.getGroups() != null
                    && token.getGroups().contains(name);
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
