package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.http.resource.ServerDescription;
import ee.chatkit.limits.LimitSettings;
import ee.chatkit.wiring.store.SelectedStore;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Produces what the server tells about itself. */
@Dependent
public class ServerDescriptionProducer {
    @Produces
    @Singleton
    ServerDescription serverDescription(
            Config config,
            SelectedResponder responder,
            SelectedStore store,
            AttachmentServices attachments,
            LimitSettings limits) {
        return new ServerDescription(
                responder.kind(),
                responder.name(),
                store.store().name(),
                store.problem(),
                attachments.policy().maxBytes(),
                attachments.policy().types(),
                TransferProducer.maxImportBytes(config),
                limits.messageLength());
    }
}
