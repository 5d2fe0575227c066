package ee.chatkit.chat;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;

/** What the engine needs of whoever keeps attached files. Implementations are safe for use by many threads. */
public interface AttachmentService {
    /**
     * Announces a file: stores what is known of it, and says where the bytes are to be sent.
     *
     * @param path what stands before a field's name in the request, for refusals: {@code params.}, or nothing
     */
    WireAttachment create(RequestContext requestContext, AttachmentsCreate request, String path);

    /**
     * Deletes a file with its bytes.
     *
     * @return whether there was one
     */
    boolean delete(Caller caller, String attachmentId);

    /**
     * Makes sure that a message may have an attachment. Changes nothing.
     *
     * @throws WrongStateException when its bytes are not there yet
     * @throws ee.chatkit.store.NotFoundException when it is so old that it may be deleted at any moment
     */
    void requireSendable(Caller caller, Attachment attachment);

    /** A stored attachment as this client sees it, with its thread if it has one. Changes nothing. */
    WireAttachment toWire(RequestContext requestContext, Attachment attachment);
}
