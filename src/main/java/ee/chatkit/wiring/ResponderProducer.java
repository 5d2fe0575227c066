package ee.chatkit.wiring;

import dev.langchain4j.model.chat.StreamingChatModel;
import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.echo.EchoResponder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;

/**
 * Chooses who answers, once: an application's own responder where there is one as a bean, else a language model where there
 * is one, else the echo.
 */
@Dependent
public class ResponderProducer {
    private static final System.Logger LOG = System.getLogger(ResponderProducer.class.getName());

    @Produces
    @Singleton
    ModelProducer models(Config config, Instance<StreamingChatModel> own, AttachmentFiles files) {
        return ModelProducer.choose(config, own, files::read);
    }

    @Produces
    @Singleton
    SelectedResponder choice(Instance<Responder> own, ModelProducer models) {
        return OptionalBean.bean(Responder.class, own)
                .map(responder -> ofApplication(responder, own))
                .or(models::choice)
                .orElseGet(ResponderProducer::echo);
    }

    private static SelectedResponder ofApplication(Responder responder, Instance<Responder> own) {
        // the bean's class, not that of the container's proxy in front of it
        String name = own.getHandle().getBean().getBeanClass().getName();
        LOG.log(Level.INFO, "Conversations are answered by {0}, the application''s own bean.", name);
        return new SelectedResponder(responder, name);
    }

    private static SelectedResponder echo() {
        LOG.log(
                Level.WARNING,
                "Conversations are answered by the echo, which repeats what users say: there is no bean of type {0},"
                        + " and {1} names no model.",
                Responder.class.getName(),
                ModelSettings.NAME);
        return new SelectedResponder(new EchoResponder(), "echo");
    }

    /** The choice is made at the start, not at the first call. */
    void start(@Observes Startup startup, SelectedResponder choice) {
        LOG.log(Level.DEBUG, "The responder is {0}.", choice.name());
    }
}
