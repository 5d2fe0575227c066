package ee.chatkit.attachment;

import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.Store;
import java.time.Clock;

/** The collaborators of this package. */
public record AttachmentServices(
        Store store,
        AttachmentMaintenance maintenance,
        AttachmentContents contents,
        AttachmentPolicy policy,
        Clock clock) {}
