package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.chat.StreamingChatModel;
import ee.chatkit.responder.model.AttachmentReader;
import ee.chatkit.responder.model.ModelResponder;
import ee.chatkit.responder.model.ModelTitleGenerator;
import ee.chatkit.telemetry.Telemetry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selection of the model, and its settings. */
class ModelProducerTest {
    private static final Map<String, String> CONFIGURED =
            Map.of(ModelSettings.NAME, "small", ModelSettings.BASE_URL, "http://localhost:11434/v1");

    /** An application with a model bean. */
    static class OneModel {
        @Produces
        @ApplicationScoped
        StreamingChatModel model() {
            return new StreamingChatModel() {};
        }
    }

    /** A second model bean. */
    static class AnotherModel {
        @Produces
        @ApplicationScoped
        StreamingChatModel another() {
            return new StreamingChatModel() {};
        }
    }

    @Test
    void noBeanAndNoSettings_selectNoModel() {
        var producer = choose(Map.of());
        assertEquals(Optional.empty(), producer.responder());
        assertEquals(Optional.empty(), producer.titleGenerator());
    }

    @Test
    void configuredModel_answersAndGeneratesTitles() {
        var producer = choose(CONFIGURED);
        assertTrue(producer.responder().orElseThrow().responder() instanceof ModelResponder);
        assertTrue(producer.titleGenerator().orElseThrow() instanceof ModelTitleGenerator);
        assertEquals(
                Optional.of("model small at localhost"), producer.responder().map(SelectedResponder::name));
    }

    @Test
    void applicationBean_replacesConfiguredModel() {
        assertEquals(
                Optional.of("the application's model"),
                choose(CONFIGURED, OneModel.class).responder().map(SelectedResponder::name));
        assertTrue(choose(Map.of(), OneModel.class).responder().isPresent());
    }

    @Test
    void severalBeans_failDeployment() {
        var refusal =
                assertThrows(IllegalStateException.class, () -> choose(Map.of(), OneModel.class, AnotherModel.class));
        assertTrue(refusal.getMessage().contains("Several beans"), refusal.getMessage());
    }

    @Test
    void titleSettingFalse_disablesModelTitles() {
        var producer = choose(Map.of(ModelSettings.TITLE, "false"), OneModel.class);
        assertTrue(producer.responder().isPresent());
        assertEquals(Optional.empty(), producer.titleGenerator());
    }

    @Test
    void settings_haveDefaults() {
        ModelSettings settings = ModelSettings.read(config(Map.of()));
        assertEquals(Optional.empty(), settings.endpoint());
        assertEquals(Set.of(), settings.options().selectableModels());
        assertEquals(50, settings.options().window().items());
        assertEquals(60_000, settings.options().window().characters());
        assertEquals(4_194_304, settings.options().window().attachmentBytes());
        assertEquals(Duration.ofMinutes(2), settings.options().timeouts().idle());
        assertEquals(Duration.ofMinutes(10), settings.options().timeouts().total());
        assertEquals(Optional.of(Duration.ofSeconds(3)), settings.titleTimeout());
        var endpoint = ModelSettings.read(config(Map.of(ModelSettings.NAME, "small")))
                .endpoint()
                .orElseThrow();
        assertEquals("https://api.openai.com/v1", endpoint.baseUrl().toString());
        assertTrue(endpoint.apiKey().isEmpty());
    }

    @Test
    void allowedNames_areCommaSeparated() {
        var settings = ModelSettings.read(config(Map.of(ModelSettings.ALLOWED_NAMES, " big, huge ,,")));
        assertEquals(Set.of("big", "huge"), settings.options().selectableModels());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chatkit.model.base-url           | ftp://models.example       | http or https",
                "chatkit.model.base-url           | models.example/v1          | http or https",
                "chatkit.model.base-url           | https://models.example?a=b | http or https",
                "chatkit.model.idle-timeout       | 0                          | 1 to 3600",
                "chatkit.model.idle-timeout       | PT5S                       | seconds",
                "chatkit.model.total-timeout      | -1                         | 1 to 86400",
                "chatkit.model.history-items      | 0                          | 1 to 1000",
                "chatkit.model.history-characters | 10                         | 1000 to 10000000",
                "chatkit.model.attachment-bytes   | many                       | 0 to 52428800",
                "chatkit.model.title              | yes                        | true, false",
                "chatkit.model.title-timeout      | 61                         | 1 to 60"
            })
    void invalidValue_isReportedWithAllowedValues(String key, String value, String allowed) {
        String message = refusal(Map.of(ModelSettings.NAME, "small", key, value));
        for (String part : List.of(key, "'" + value + "'", allowed)) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void modelSettingsWithoutName_areRejected() {
        for (String key : List.of(ModelSettings.API_KEY, ModelSettings.BASE_URL)) {
            String message = refusal(Map.of(key, "https://models.example"));
            assertTrue(message.contains(ModelSettings.NAME) && message.contains("Missing value"), message);
        }
    }

    @Test
    void messages_hideSecrets() {
        var settings = Map.of(ModelSettings.NAME, "small", ModelSettings.API_KEY, "sk-5up3r");
        assertFalse(ModelSettings.read(config(settings)).toString().contains("5up3r"));
        String message = refusal(Map.of(ModelSettings.NAME, "small", ModelSettings.API_KEY, "sk-5up3r\u00A0x"));
        assertTrue(message.contains(ModelSettings.API_KEY), message);
        assertFalse(message.contains("5up3r"), message);
        message = refusal(
                Map.of(ModelSettings.NAME, "small", ModelSettings.BASE_URL, "https://ada:5up3r@models.example/v1"));
        assertTrue(message.contains(ModelSettings.BASE_URL), message);
        assertFalse(message.contains("5up3r"), message);
    }

    private static String refusal(Map<String, String> settings) {
        var refusal = assertThrows(IllegalStateException.class, () -> ModelSettings.read(config(settings)));
        var messages = new StringBuilder();
        for (Throwable e = refusal; e != null; e = e.getCause()) {
            messages.append(e.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static ModelProducer choose(Map<String, String> settings, Class<?>... beans) {
        try (var container = new Weld()
                .disableDiscovery()
                .addBeanClasses(ModelProducerTest.class)
                .addBeanClasses(beans)
                .initialize()) {
            var own = container.select(new TypeLiteral<StreamingChatModel>() {});
            return ModelProducer.select(config(settings), own, AttachmentReader.NONE, Telemetry.off());
        }
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
