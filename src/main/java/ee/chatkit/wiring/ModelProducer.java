package ee.chatkit.wiring;

import dev.langchain4j.model.chat.StreamingChatModel;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.model.AttachmentReader;
import ee.chatkit.responder.model.ModelResponder;
import ee.chatkit.responder.model.ModelTitleGenerator;
import ee.chatkit.responder.model.OpenAiModelFactory;
import jakarta.enterprise.inject.Instance;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Answers and titles by a language model, where there is one: the application's bean, or the one that is configured. */
final class ModelProducer {
    private static final System.Logger LOG = System.getLogger(ModelProducer.class.getName());
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<Chosen> chosen;
    private final ModelSettings settings;
    private final AttachmentReader attachments;

    private ModelProducer(Optional<Chosen> chosen, ModelSettings settings, AttachmentReader attachments) {
        this.chosen = chosen;
        this.settings = settings;
        this.attachments = attachments;
    }

    private record Chosen(StreamingChatModel model, String name) {}

    /**
     * Reads the settings and chooses.
     *
     * @param own the application's bean, if it has one
     * @param attachments where attached files come from
     * @throws IllegalStateException at a setting that makes no sense, and when the application has several such beans
     */
    static ModelProducer choose(Config config, Instance<StreamingChatModel> own, AttachmentReader attachments) {
        ModelSettings settings = ModelSettings.read(config);
        return new ModelProducer(chosen(own, settings), settings, attachments);
    }

    private static Optional<Chosen> chosen(Instance<StreamingChatModel> own, ModelSettings settings) {
        Optional<StreamingChatModel> bean = OptionalBean.bean(StreamingChatModel.class, own);
        if (bean.isPresent()) {
            settings.endpoint()
                    .ifPresent(unused -> LOG.log(
                            Level.WARNING,
                            "{0} is not used, because the application has a model as a bean.",
                            ModelSettings.NAME));
            return Optional.of(new Chosen(bean.get(), "the application's model"));
        }
        return settings.endpoint().map(ModelProducer::built);
    }

    private static Chosen built(ModelSettings.Endpoint endpoint) {
        URI url = endpoint.baseUrl();
        if (!endpoint.apiKey().isEmpty()
                && "http".equalsIgnoreCase(url.getScheme())
                && !LOOPBACK.contains(url.getHost())) {
            LOG.log(
                    Level.WARNING,
                    "The API key and all conversations go to {0} unencrypted, because {1} begins with http.",
                    url.getHost(),
                    ModelSettings.BASE_URL);
        }
        String key = endpoint.apiKey().isEmpty() ? null : endpoint.apiKey().value();
        return new Chosen(
                OpenAiModelFactory.model(url, key, endpoint.name()),
                "model " + endpoint.name() + " at " + url.getHost());
    }

    /** Answers by the model; empty when there is none. */
    Optional<SelectedResponder> choice() {
        return chosen.map(found -> {
            LOG.log(Level.INFO, "Conversations are answered by {0}.", found.name);
            return new SelectedResponder(new ModelResponder(found.model, settings.options(), attachments), found.name);
        });
    }

    /** Titles by the model; empty when there is none, or when it is not to be asked for them. */
    Optional<TitleGenerator> titles() {
        return chosen.flatMap(
                found -> settings.titleTimeout().map(timeout -> new ModelTitleGenerator(found.model, timeout)));
    }
}
