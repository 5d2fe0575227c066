package ee.chatkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.Server;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultOptionsTest {
    @Test
    void noProperties_giveDefaults() {
        FaultOptions options = FaultOptions.read(new Properties());
        assertEquals(new FaultOptions(Server.Kind.WILDFLY, 40, 1, List.of(FaultKind.values()), 6, 1536), options);
    }

    @Test
    void properties_areRead() {
        var properties = new Properties();
        properties.putAll(
                Map.of("faults.server", "payara", "faults.rounds", "3", "faults.seed", "-7", "faults.writers", "2"));
        properties.put("faults.kinds", "disk-full, node-killed");
        properties.put("faults.database-megabytes", "256");
        assertEquals(
                new FaultOptions(
                        Server.Kind.PAYARA, 3, -7, List.of(FaultKind.DISK_FULL, FaultKind.NODE_KILLED), 2, 256),
                FaultOptions.read(properties));
    }

    @ParameterizedTest
    @CsvSource({
        "faults.server,tomcat",
        "faults.kinds,earthquake",
        "faults.rounds,0",
        "faults.rounds,many",
        "faults.writers,1",
        "faults.database-megabytes,255"
    })
    void invalidValue_isRejectedWithWhatIsAllowed(String option, String value) {
        var properties = new Properties();
        properties.put(option, value);
        String message = assertThrows(IllegalArgumentException.class, () -> FaultOptions.read(properties))
                .getMessage();
        assertTrue(message.startsWith("Invalid value for " + option + ": '" + value + "' (allowed: "), message);
    }
}
