package ee.chatkit.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class JwtLoginExtensionTest {
    private static final Map<String, String> COMPLETE = Map.of(
            JwtLoginExtension.ISSUER,
            "https://x.org/",
            JwtLoginExtension.AUDIENCE,
            "chatkit",
            JwtLoginExtension.KEYS,
            "file:/keys.pem");

    @Test
    void issuer_enablesJwtLogin() {
        assertTrue(JwtLoginExtension.isEnabled(config(COMPLETE)));
        assertFalse(JwtLoginExtension.isEnabled(config(Map.of())));
        assertFalse(JwtLoginExtension.isEnabled(config(Map.of(JwtLoginExtension.ISSUER, ""))));
    }

    @Test
    void issuerWithoutKeysOrAudience_failsDeployment() {
        for (String key : new String[] {JwtLoginExtension.KEYS, JwtLoginExtension.AUDIENCE}) {
            Map<String, String> incomplete = new HashMap<>(COMPLETE);
            incomplete.remove(key);
            var refusal =
                    assertThrows(IllegalStateException.class, () -> JwtLoginExtension.isEnabled(config(incomplete)));
            assertEquals("Missing value for " + key + ": required with chatkit.jwt.issuer", refusal.getMessage());
        }
    }

    @Test
    void unsupportedAlgorithm_failsDeployment() {
        Map<String, String> none = new HashMap<>(COMPLETE);
        none.put(JwtLoginExtension.ALGORITHM, "none");
        var refusal = assertThrows(IllegalStateException.class, () -> JwtLoginExtension.isEnabled(config(none)));
        assertEquals("Invalid value for chatkit.jwt.algorithm: 'none' (allowed: RS256, ES256)", refusal.getMessage());
    }

    @Test
    void jwtDescriptor_isWarDescriptorWithLoginConfig() throws IOException {
        String own = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));
        String laidOver = Files.readString(Path.of("server-config/wildfly/jwt-web.xml"))
                .replaceFirst("(?m)^<!-- The WAR's own descriptor.*\\R", "")
                .replaceFirst("(?s)  <!-- WildFly responds with 500.*</error-page>\\R", "")
                .replaceFirst("(?s)  <login-config>.*</login-config>\\R", "");
        assertEquals(own, laidOver);
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
