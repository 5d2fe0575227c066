package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentLinks;
import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.StoreAttachmentService;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.Store;
import ee.chatkit.wiring.store.SelectedStore;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Produces the beans of attachments. */
@Dependent
public class AttachmentsProducer {
    /** Contents are stored by the application's bean if it has one, else by the selected store. */
    @Produces
    @Singleton
    AttachmentServices attachmentServices(
            Config config,
            Store store,
            AttachmentMaintenance maintenance,
            SelectedStore selectedStore,
            Instance<AttachmentContents> applicationContents) {
        return new AttachmentServices(
                store,
                maintenance,
                OptionalBean.find(AttachmentContents.class, applicationContents).orElseGet(selectedStore::contents),
                AttachmentSettings.read(config),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    StoreAttachmentService attachmentService(AttachmentServices services) {
        return new StoreAttachmentService(services);
    }

    @Produces
    @Singleton
    AttachmentLinks attachmentLinks(AttachmentServices services) {
        return new AttachmentLinks(services);
    }

    @Produces
    @Singleton
    AttachmentFiles attachmentFiles(AttachmentServices services, StoreAttachmentService attachments) {
        return new AttachmentFiles(services, attachments);
    }
}
