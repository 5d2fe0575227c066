package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtrasTest {
    @Test
    void whereAllIsThereNothingIsSaid() {
        assertEquals(List.of(), Extras.missing(Extras.class.getClassLoader()));
    }

    @Test
    void whatIsMissingIsNamedWithWhatIsOff() {
        assertEquals(
                List.of(
                        "MicroProfile Health is not there: /health does not know of this application.",
                        "MicroProfile OpenAPI is not there: /openapi does not describe this application."),
                Extras.missing(ClassLoader.getPlatformClassLoader()));
    }
}
