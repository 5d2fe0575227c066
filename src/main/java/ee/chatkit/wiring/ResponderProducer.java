package ee.chatkit.wiring;

import dev.langchain4j.model.chat.StreamingChatModel;
import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.http.resource.ServerDescription.ResponderKind;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.echo.EchoResponder;
import ee.chatkit.telemetry.Telemetry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;

/**
 * Selects the responder once: the application's bean if it has one, else a language model if there is one, else the
 * echo.
 */
@Dependent
public class ResponderProducer {
    private static final System.Logger LOG = System.getLogger(ResponderProducer.class.getName());

    @Produces
    @Singleton
    ModelProducer models(
            Config config, Instance<StreamingChatModel> applicationModel, AttachmentFiles files, Telemetry telemetry) {
        return ModelProducer.select(config, applicationModel, files::read, telemetry);
    }

    @Produces
    @Singleton
    SelectedResponder selectedResponder(Instance<Responder> applicationResponder, ModelProducer models) {
        return OptionalBean.find(Responder.class, applicationResponder)
                .map(responder -> ofApplication(responder, OptionalBean.className(applicationResponder)))
                .or(models::responder)
                .orElseGet(ResponderProducer::echo);
    }

    private static SelectedResponder ofApplication(Responder responder, String name) {
        LOG.log(Level.INFO, "Conversations are answered by {0} (application bean).", name);
        return new SelectedResponder(responder, ResponderKind.APPLICATION, name);
    }

    private static SelectedResponder echo() {
        LOG.log(
                Level.WARNING,
                "Conversations are answered by the echo responder, which repeats the user''s messages: the application"
                        + " has no bean of type {0}, and {1} is not set.",
                Responder.class.getName(),
                ModelSettings.NAME);
        return new SelectedResponder(new EchoResponder(), ResponderKind.ECHO, "echo");
    }

    /** Creates the bean at startup instead of with the first request. */
    void start(@Observes Startup startup, SelectedResponder selected) {
        LOG.log(Level.DEBUG, "Responder: {0}", selected.name());
    }
}
