package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformFeaturesTest {
    @Test
    void missing_isEmptyOnFullPlatform() {
        assertEquals(List.of(), PlatformFeatures.missing(PlatformFeatures.class.getClassLoader()));
    }

    @Test
    void missing_namesFeatureAndConsequence() {
        assertEquals(
                List.of(
                        "MicroProfile Health is not available: /health does not include this application.",
                        "MicroProfile OpenAPI is not available: /openapi does not describe this application."),
                PlatformFeatures.missing(ClassLoader.getPlatformClassLoader()));
    }
}
