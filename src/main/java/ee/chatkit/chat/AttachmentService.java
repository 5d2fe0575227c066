package ee.chatkit.chat;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;

/**
 * What the engine needs of the component that keeps attachments. Implementations are safe for use by multiple threads.
 */
public interface AttachmentService {
    /**
     * Announces a file: stores its metadata, and returns where to upload its bytes.
     *
     * @param path precedes the names of fields in error messages: {@code params.}, or the empty string
     */
    WireAttachment create(RequestContext context, AttachmentsCreate request, String path);

    /**
     * Deletes an attachment with its bytes.
     *
     * @return whether it existed
     */
    boolean delete(Caller caller, String attachmentId);

    /**
     * Checks that an attachment may be sent in a message. Changes nothing.
     *
     * @throws WrongStateException if its bytes are not uploaded yet
     * @throws ee.chatkit.store.NotFoundException if its retention has ended, so that it may be deleted at any time
     */
    void requireSendable(Caller caller, Attachment attachment);

    /** Returns a stored attachment as the client of this request sees it. Changes nothing. */
    WireAttachment toWire(RequestContext context, Attachment attachment);
}
