package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Running a script again succeeds and changes nothing. */
class ScriptIdempotenceIT {
    @Test
    void wildFlyScripts_areIdempotent() throws IOException {
        WildFlyDistribution distribution = WildFlyDistribution.standard();
        String once = configuration(WildFlyTemplate.withJwt(distribution, true), distribution);
        assertTrue(once.contains("ChatKitDS") && once.contains("chatkit-jwt"), once);
        assertTrue(once.contains("proxy-address-forwarding=\"true\""), once);
        assertEquals(once, configuration(WildFlyTemplate.withScriptsRunTwice(distribution), distribution));
    }

    @Test
    void payaraScripts_areIdempotent() throws IOException {
        PayaraTemplate template = PayaraTemplate.create(BuildPaths.payara());
        String second = Files.readString(template.folder().resolve("domain").resolve(PayaraTemplate.CONFIGURATION));
        assertTrue(second.contains("ChatKitPool") && second.contains("X-Forwarded-Proto"), second);
        assertEquals(Files.readString(template.folder().resolve(PayaraTemplate.CONFIGURATION_AFTER_FIRST_RUN)), second);
    }

    private static String configuration(WildFlyTemplate template, WildFlyDistribution distribution) throws IOException {
        return Files.readString(template.configuration().resolve(distribution.configuration()));
    }
}
