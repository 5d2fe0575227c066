package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentLinks;
import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.StoreAttachmentService;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.Store;
import ee.chatkit.wiring.store.StoreSelector;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Builds what attachments need. */
@Dependent
public class AttachmentsProducer {
    /** An application that has a bean for the bytes keeps them there; otherwise they are where the rest is. */
    @Produces
    @Singleton
    AttachmentServices services(
            Config config,
            Store store,
            AttachmentMaintenance all,
            StoreSelector ours,
            Instance<AttachmentContents> own) {
        return new AttachmentServices(
                store,
                all,
                OptionalBean.bean(AttachmentContents.class, own).orElseGet(ours::contents),
                AttachmentSettings.read(config),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    StoreAttachmentService attachments(AttachmentServices services) {
        return new StoreAttachmentService(services);
    }

    @Produces
    @Singleton
    AttachmentLinks links(AttachmentServices services) {
        return new AttachmentLinks(services);
    }

    @Produces
    @Singleton
    AttachmentFiles files(AttachmentServices services, StoreAttachmentService attachments) {
        return new AttachmentFiles(services, attachments);
    }
}
