package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentLinks;
import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.StoredAttachments;
import ee.chatkit.store.AllAttachments;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.Store;
import ee.chatkit.wiring.store.StoreChoice;
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
            Config config, Store store, AllAttachments all, StoreChoice ours, Instance<AttachmentContents> own) {
        return new AttachmentServices(
                store,
                all,
                Own.bean(AttachmentContents.class, own).orElseGet(ours::contents),
                AttachmentSettings.read(config),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    StoredAttachments attachments(AttachmentServices services) {
        return new StoredAttachments(services);
    }

    @Produces
    @Singleton
    AttachmentLinks links(AttachmentServices services) {
        return new AttachmentLinks(services);
    }

    @Produces
    @Singleton
    AttachmentFiles files(AttachmentServices services, StoredAttachments attachments) {
        return new AttachmentFiles(services, attachments);
    }
}
