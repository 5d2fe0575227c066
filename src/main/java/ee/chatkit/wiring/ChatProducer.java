package ee.chatkit.wiring;

import ee.chatkit.chat.AttachmentService;
import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.ChatServices;
import ee.chatkit.chat.ItemService;
import ee.chatkit.http.CallerResolver;
import ee.chatkit.http.EventStreams;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.responder.FirstSentenceTitle;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Builds what speaks to the store. */
@Dependent
public class ChatProducer {
    private static final System.Logger LOG = System.getLogger(ChatProducer.class.getName());

    /** An application's own way to tell who calls, if it has one as a bean, wins over the container's. */
    @Produces
    @Singleton
    HttpSettings httpSettings(Config config, Instance<CallerResolver> own) {
        HttpSettings settings = HttpSettingsReader.read(
                config, OptionalBean.bean(CallerResolver.class, own).orElseGet(CallerResolver::ofContainer));
        if (settings.anonymousUser() != null) {
            LOG.log(
                    Level.WARNING,
                    "Calls that nobody has signed in for act as \"{0}\", because {1} says so.",
                    settings.anonymousUser(),
                    HttpSettingsReader.ANONYMOUS_USER);
        }
        return settings;
    }

    /** An application's own title generator, if it has one as a bean, wins over the model's, and that over the offline one. */
    @Produces
    @Singleton
    ItemService conversations(
            Store store, OpportunityStore opportunities, Instance<TitleGenerator> own, ModelProducer models) {
        return new ItemService(
                store,
                opportunities,
                OptionalBean.bean(TitleGenerator.class, own).or(models::titles).orElseGet(FirstSentenceTitle::new));
    }

    @Produces
    @Singleton
    ChatKitServer server(
            Store store,
            OpportunityStore opportunities,
            ItemService itemService,
            SelectedResponder responder,
            AttachmentService attachmentService) {
        return new ChatKitServer(new ChatServices(
                store, opportunities, itemService, responder.responder(), attachmentService, Clock.systemUTC()));
    }

    /** A turn has the contexts of the request that began it, as far as the server knows such a thing. */
    @Produces
    @Singleton
    EventStreams streams() {
        return new EventStreams(TurnContexts.find());
    }

    /** Asks for the streams, so that they are made in the contexts of the start. */
    void begin(@Observes Startup startup, EventStreams streams) {}

    /** While everything is still there that a partial answer needs to be stored. */
    void end(@Observes Shutdown shutdown, EventStreams streams) {
        streams.close();
    }
}
