package ee.chatkit.wiring;

import ee.chatkit.chat.Access;
import ee.chatkit.chat.Attachments;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import ee.chatkit.responder.ResponderException;

/** Refuses files. */
final class NoAttachments implements Attachments {
    @Override
    public WireAttachment create(Access access, AttachmentsCreate request) {
        throw refusal();
    }

    @Override
    public boolean delete(Caller caller, String attachmentId) {
        return false;
    }

    @Override
    public WireAttachment shown(Access access, Attachment attachment) {
        throw refusal();
    }

    private static ResponderException refusal() {
        return new ResponderException("Files are not supported here.", false);
    }
}
