package ee.chatkit.wiring;

import dev.langchain4j.model.chat.StreamingChatModel;
import ee.chatkit.http.resource.ServerDescription.ResponderKind;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.model.AttachmentReader;
import ee.chatkit.responder.model.ModelResponder;
import ee.chatkit.responder.model.ModelTitleGenerator;
import ee.chatkit.responder.model.OpenAiModelFactory;
import ee.chatkit.telemetry.Telemetry;
import jakarta.enterprise.inject.Instance;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Responder and titles by a language model, if there is one: the application's bean, or the configured model. */
final class ModelProducer {
    private static final System.Logger LOG = System.getLogger(ModelProducer.class.getName());
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<SelectedModel> model;
    private final ModelSettings settings;
    private final AttachmentReader attachments;
    private final Telemetry telemetry;

    private ModelProducer(
            Optional<SelectedModel> model, ModelSettings settings, AttachmentReader attachments, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.model = model;
        this.settings = settings;
        this.attachments = attachments;
    }

    private record SelectedModel(StreamingChatModel client, String name) {}

    /**
     * Reads the settings and selects the model.
     *
     * @param applicationModel the application's bean, if it has one
     * @param attachments reads attachments of the prompt
     * @param telemetry records the calls of the model
     * @throws IllegalStateException if a setting is invalid or the application has several such beans
     */
    static ModelProducer select(
            Config config,
            Instance<StreamingChatModel> applicationModel,
            AttachmentReader attachments,
            Telemetry telemetry) {
        ModelSettings settings = ModelSettings.read(config);
        return new ModelProducer(selectModel(applicationModel, settings, telemetry), settings, attachments, telemetry);
    }

    private static Optional<SelectedModel> selectModel(
            Instance<StreamingChatModel> applicationModel, ModelSettings settings, Telemetry telemetry) {
        Optional<StreamingChatModel> bean = OptionalBean.find(StreamingChatModel.class, applicationModel);
        if (bean.isPresent()) {
            settings.endpoint()
                    .ifPresent(unused -> LOG.log(
                            Level.WARNING,
                            "{0} is ignored: the application has a bean of type StreamingChatModel.",
                            ModelSettings.NAME));
            return Optional.of(new SelectedModel(bean.get(), "the application's model"));
        }
        return settings.endpoint().map(endpoint -> build(endpoint, telemetry));
    }

    private static SelectedModel build(ModelSettings.Endpoint endpoint, Telemetry telemetry) {
        URI url = endpoint.baseUrl();
        if (!endpoint.apiKey().isEmpty()
                && "http".equalsIgnoreCase(url.getScheme())
                && !LOOPBACK.contains(url.getHost())) {
            LOG.log(
                    Level.WARNING,
                    "The API key and all conversations are sent unencrypted to {0}: use https in {1}.",
                    url.getHost(),
                    ModelSettings.BASE_URL);
        }
        String key = endpoint.apiKey().isEmpty() ? null : endpoint.apiKey().value();
        return new SelectedModel(
                OpenAiModelFactory.model(url, key, endpoint.name(), telemetry),
                "model " + endpoint.name() + " at " + url.getHost());
    }

    /** A responder that calls the model; empty if there is none. */
    Optional<SelectedResponder> responder() {
        return model.map(found -> {
            LOG.log(Level.INFO, "Conversations are answered by {0}.", found.name);
            return new SelectedResponder(
                    new ModelResponder(found.client, settings.options(), attachments, telemetry),
                    ResponderKind.MODEL,
                    found.name);
        });
    }

    /** Titles by the model; empty if there is none or {@code chatkit.model.title} is false. */
    Optional<TitleGenerator> titleGenerator() {
        return model.flatMap(found ->
                settings.titleTimeout().map(timeout -> new ModelTitleGenerator(found.client, timeout, telemetry)));
    }
}
