package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Every script may be run again: that ends well and changes nothing. */
class ScriptIdempotenceIT {
    @Test
    void wildFlyIsTheSameAfterTheSecondTime() throws IOException {
        WildFlyDistribution wildFlyDistribution = WildFlyDistribution.standard();
        String once = configuration(WildFlyTemplate.withTokens(wildFlyDistribution, true), wildFlyDistribution);
        assertTrue(once.contains("ChatKitDS") && once.contains("chatkit-jwt"), once);
        assertTrue(once.contains("proxy-address-forwarding=\"true\""), once);
        assertEquals(once, configuration(WildFlyTemplate.twice(wildFlyDistribution), wildFlyDistribution));
    }

    @Test
    void payaraIsTheSameAfterTheSecondTime() throws IOException {
        PayaraTemplate template = PayaraTemplate.prepared(BuildPaths.payara());
        String second = Files.readString(template.folder().resolve("domain").resolve(PayaraTemplate.CONFIGURATION));
        assertTrue(second.contains("ChatKitPool") && second.contains("X-Forwarded-Proto"), second);
        assertEquals(Files.readString(template.folder().resolve(PayaraTemplate.AFTER_THE_FIRST_TIME)), second);
    }

    private static String configuration(WildFlyTemplate template, WildFlyDistribution wildFlyDistribution)
            throws IOException {
        return Files.readString(template.configuration().resolve(wildFlyDistribution.configuration()));
    }
}
