package ee.chatkit.security;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Asks the server for a login by bearer tokens where {@code chatkit.jwt.issuer} is set, and nowhere else: asking always
 * would take the place of whatever login the server has.
 *
 * <p>The other settings under {@code chatkit.jwt} reach the server as those of MicroProfile JWT, by {@code
 * META-INF/microprofile-config.properties}.
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
     * Payara looks for MicroProfile's annotation among the beans, so a bean is added that is good for nothing else. On
     * WildFly the descriptor of {@code jwt.cli} has asked already.
     *
     * @throws IllegalStateException when the settings are not complete, or the server would not look at tokens; its
     *     message ends the start
     */
    void ask(@Observes BeforeBeanDiscovery beans) {
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
