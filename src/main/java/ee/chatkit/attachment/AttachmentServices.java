package ee.chatkit.attachment;

import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.Store;
import java.time.Clock;

/** What this room is built from. */
public record AttachmentServices(
        Store store,
        AttachmentMaintenance maintenance,
        AttachmentContents contents,
        AttachmentPolicy policy,
        Clock clock) {}
