package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Every script may be run again: that ends well and changes nothing. */
class ScriptsTwiceIT {
    @Test
    void wildFlyIsTheSameAfterTheSecondTime() throws IOException {
        WildFly wildFly = WildFly.standard();
        String once = configuration(WildFlyTemplate.withTokens(wildFly, true), wildFly);
        assertTrue(once.contains("ChatKitDS") && once.contains("chatkit-jwt"), once);
        assertTrue(once.contains("proxy-address-forwarding=\"true\""), once);
        assertEquals(once, configuration(WildFlyTemplate.twice(wildFly), wildFly));
    }

    @Test
    void payaraIsTheSameAfterTheSecondTime() throws IOException {
        PayaraTemplate template = PayaraTemplate.prepared(Places.payara());
        String second = Files.readString(template.folder().resolve("domain").resolve(PayaraTemplate.CONFIGURATION));
        assertTrue(second.contains("ChatKitPool") && second.contains("X-Forwarded-Proto"), second);
        assertEquals(Files.readString(template.folder().resolve(PayaraTemplate.AFTER_THE_FIRST_TIME)), second);
    }

    private static String configuration(WildFlyTemplate template, WildFly wildFly) throws IOException {
        return Files.readString(template.configuration().resolve(wildFly.configuration()));
    }
}
