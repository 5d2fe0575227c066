package ee.chatkit.attachment;

import ee.chatkit.store.AllAttachments;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.Store;
import java.time.Clock;

/** What this room is built from. */
public record AttachmentServices(
        Store store, AllAttachments all, AttachmentContents contents, AttachmentRules rules, Clock clock) {}
