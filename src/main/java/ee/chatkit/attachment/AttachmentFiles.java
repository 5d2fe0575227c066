package ee.chatkit.attachment;

import ee.chatkit.attachment.FileRejectedException.Reason;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of attached files, in and out. Memory does not depend on their size; no transaction and no connection is held
 * while a client is slow.
 */
public final class AttachmentFiles {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String FILE_FIELD = "file";

    private final AttachmentServices services;
    private final StoreAttachmentService attachments;

    public AttachmentFiles(AttachmentServices services, StoreAttachmentService attachments) {
        this.services = services;
        this.attachments = attachments;
    }

    /**
     * A file that can be read.
     *
     * @param length in bytes
     */
    public record Download(Attachment attachment, long length, InputStream bytes) {}

    /** The size of the largest file, in bytes. */
    public long maxBytes() {
        return services.policy().maxBytes();
    }

    /**
     * Takes in a file that was not announced. When it is refused or cut, nothing of it is kept.
     *
     * @throws FileRejectedException when such a file is not taken, or it is cut
     */
    public WireAttachment add(RequestContext requestContext, String name, String mimeType, InputStream bytes) {
        Caller caller = requestContext.caller();
        String type = services.policy().requireMediaType(mimeType, FILE_FIELD);
        Attachment announced = attachments.newAttachment(name, type, 0);
        services.store().saveAttachment(caller, announced);
        try (Upload upload = services.contents().begin(caller, announced.id())) {
            long length = copy(bytes, upload, maxBytes());
            Attachment whole = services.store().updateAttachment(caller, announced.id(), now -> now.withSize(length));
            upload.complete();
            return attachments.toWire(requestContext, whole);
        } catch (RuntimeException e) {
            deleteQuietly(caller, announced.id(), e);
            throw e;
        }
    }

    /**
     * Takes in the bytes of an announced file: exactly as many as were announced. Otherwise nothing of them is kept, and
     * they can be sent again.
     *
     * @throws FileRejectedException when there are more or fewer
     * @throws ee.chatkit.store.ConflictException when they are there already
     * @throws NotFoundException when the attachment is gone
     */
    public void receive(Caller owner, Attachment announced, InputStream bytes) {
        services.policy().requireSize(announced.size(), FILE_FIELD);
        try (Upload upload = services.contents().begin(owner, announced.id())) {
            long length = copy(bytes, upload, announced.size());
            if (length < announced.size()) {
                throw new FileRejectedException(
                        Reason.INCOMPLETE, FILE_FIELD, "came with " + length + " bytes of " + announced.size());
            }
            upload.complete();
        }
    }

    /**
     * Opens a file. Whoever gets it closes it.
     *
     * @throws NotFoundException when there is no such attachment, or its bytes are not there
     */
    public Download open(Caller caller, Attachment attachment) {
        long length = services.contents()
                .length(caller, attachment.id())
                .orElseThrow(() -> new NotFoundException(ResourceType.CONTENT, attachment.id()));
        return new Download(attachment, length, services.contents().open(caller, attachment.id()));
    }

    /**
     * The bytes of a file, where there are not too many of them.
     *
     * @return empty when the caller has no such file, its bytes are not there, or there are more than {@code maxBytes}
     */
    public Optional<byte[]> read(Caller caller, String attachmentId, int maxBytes) {
        OptionalLong length = services.contents().length(caller, attachmentId);
        if (length.isEmpty() || length.getAsLong() > maxBytes) {
            return Optional.empty();
        }
        try (InputStream bytes = services.contents().open(caller, attachmentId)) {
            return Optional.of(bytes.readAllBytes());
        } catch (NotFoundException | IOException e) {
            return Optional.empty(); // deleted meanwhile
        }
    }

    /**
     * Why a file that somebody has elsewhere would not be taken from them here.
     *
     * @param length of its bytes
     * @return empty when it would
     */
    public Optional<String> rejectionReason(Attachment attachment, long length) {
        try {
            String type = services.policy().requireMediaType(attachment.mimeType(), "mime_type");
            services.policy().requireSize(Math.max(attachment.size(), length), "size");
            return type.equals(attachment.mimeType())
                    ? Optional.empty()
                    : Optional.of("mime_type must be written as " + type);
        } catch (FileRejectedException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static long copy(InputStream from, Upload to, long max) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        for (int read = read(from, buffer); read >= 0; read = read(from, buffer)) {
            length += read;
            if (length > max) {
                throw new FileRejectedException(
                        Reason.SIZE, FILE_FIELD, "has more than the " + max + " bytes that it may have");
            }
            to.write(buffer, 0, read);
        }
        return length;
    }

    private static int read(InputStream from, byte[] buffer) {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            throw new FileRejectedException(Reason.INCOMPLETE, FILE_FIELD, "ended before it was complete");
        }
    }

    private void deleteQuietly(Caller caller, String attachmentId, RuntimeException reason) {
        try {
            services.store().deleteAttachment(caller, attachmentId);
        } catch (RuntimeException e) {
            reason.addSuppressed(e); // it is swept later
        }
    }
}
