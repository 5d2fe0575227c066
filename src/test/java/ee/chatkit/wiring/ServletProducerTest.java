package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.servlet.RequestBodyLimits;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of request bodies that depend on each other. */
class ServletProducerTest {
    @Test
    void pendingBytes_belowTheLargestImport_areRejected() {
        var failure = assertThrows(IllegalStateException.class, () -> limits("1048575", "1048576"));
        assertEquals(
                "Invalid value for chatkit.max-pending-body-bytes: '1048575' (allowed: at least"
                        + " chatkit.import.max-bytes, which is 1048576; raise the one or lower the other)",
                failure.getMessage());
    }

    @Test
    void pendingBytes_asManyAsTheLargestImport_areAccepted() {
        assertEquals(1_048_576, limits("1048576", "1048576").maxBytes());
    }

    private static RequestBodyLimits limits(String pendingBytes, String importBytes) {
        return ServletProducer.limitsWithRoomForImports(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                ServletProducer.MAX_PENDING_BODY_BYTES, pendingBytes,
                                TransferProducer.MAX_IMPORT_BYTES, importBytes),
                        "given",
                        100))
                .build());
    }
}
