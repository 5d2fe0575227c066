package ee.chatkit.security;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Enables login by bearer tokens (MicroProfile JWT) if {@code chatkit.jwt.issuer} is set, and only then: enabling it
 * always would replace the login that the server is configured with.
 *
 * <p>{@code META-INF/microprofile-config.properties} maps the other settings {@code chatkit.jwt.*} to those of
 * MicroProfile JWT.
 */
public final class JwtLoginExtension implements Extension {
    static final String ISSUER = "chatkit.jwt.issuer";
    static final String AUDIENCE = "chatkit.jwt.audience";
    static final String KEYS = "chatkit.jwt.keys";
    static final String ALGORITHM = "chatkit.jwt.algorithm";

    private static final List<String> ALGORITHMS = List.of("RS256", "ES256");

    /** For CDI. */
    public JwtLoginExtension() {}

    /**
     * Adds the bean whose annotation enables JWT login on Payara. On WildFly, the descriptor that {@code jwt.cli}
     * installs does.
     *
     * @throws IllegalStateException if a setting is missing or invalid, or MicroProfile JWT is not available; it fails
     *     the deployment
     */
    void requestJwtLogin(@Observes BeforeBeanDiscovery beans) {
        if (isEnabled(ConfigProvider.getConfig())) {
            if (!JwtPrincipals.AVAILABLE) {
                throw new IllegalStateException(
                        ISSUER + " is set, but MicroProfile JWT is not available to this application."
                                + " On WildFly, run jwt.cli with a configuration that includes MicroProfile.");
            }
            beans.addAnnotatedType(JwtLoginBean.class, JwtLoginBean.class.getName());
        }
    }

    static boolean isEnabled(Config config) {
        if (config.getOptionalValue(ISSUER, String.class).isEmpty()) {
            return false;
        }
        for (String key : List.of(AUDIENCE, KEYS)) {
            if (config.getOptionalValue(key, String.class).isEmpty()) {
                throw new IllegalStateException("Missing value for " + key + ": required with " + ISSUER);
            }
        }
        String algorithm = config.getOptionalValue(ALGORITHM, String.class).orElse("RS256");
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalStateException(
                    "Invalid value for " + ALGORITHM + ": '" + algorithm + "' (allowed: RS256, ES256)");
        }
        return true;
    }
}
