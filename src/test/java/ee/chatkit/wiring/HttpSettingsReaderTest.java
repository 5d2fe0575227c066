package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.WebOrigin;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins and addresses in the settings of the HTTP layer. */
class HttpSettingsReaderTest {
    @Test
    void allowedOrigins_areNormalized() {
        assertEquals(
                Set.of(
                        new WebOrigin("https", "app.example.com", 443),
                        new WebOrigin("http", "localhost", 5173),
                        new WebOrigin("capacitor", "localhost", -1)),
                read(
                                HttpSettingsReader.ALLOWED_ORIGINS,
                                "https://App.example.com:443, http://localhost:5173,capacitor://localhost")
                        .allowedOrigins());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example.com",
                "https://*.example.com",
                "https://app.example.com/",
                "https://app.example.com/chat",
                "https://ann@app.example.com",
                "https://app.example.com,",
                "https://app.example.com:x",
                "https://app.example.com https://b.example.com",
                "https://"
            })
    void allowedOrigin_thatIsNoOriginIsRejected(String value) {
        var failure = assertThrows(IllegalStateException.class, () -> read(HttpSettingsReader.ALLOWED_ORIGINS, value));
        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("Invalid value for chatkit.allowed-origins: '" + value + "' (allowed: "),
                failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.com/api/",
                "http://chat_kit:8080/api/",
                "http://[::1]:8080/api/",
                "http://localhost/chat/api/"
            })
    void publicUrl_mayHaveAnyHost(String value) {
        assertEquals(
                value, String.valueOf(read(HttpSettingsReader.PUBLIC_URL, value).publicUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat.example.com",
                "ftp://chat.example.com/",
                "https:///api/",
                "https://ann@chat/",
                "https://a/?b"
            })
    void publicUrl_thatIsNoBaseUrlIsRejected(String value) {
        assertThrows(IllegalStateException.class, () -> read(HttpSettingsReader.PUBLIC_URL, value));
    }

    private static HttpSettings read(String key, String value) {
        return HttpSettingsReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(Map.of(key, value), "test", 100))
                        .build(),
                Optional.empty());
    }
}
