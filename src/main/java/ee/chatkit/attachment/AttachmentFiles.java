package ee.chatkit.attachment;

import ee.chatkit.attachment.FileRejectedException.Reason;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of attachments.
 *
 * <p>They are copied through one buffer of 64 KiB, in either direction, so the memory that is needed does not depend on
 * the size of a file. While a client is slow, no transaction is active and no connection is held: {@link
 * ee.chatkit.store.AttachmentContents} takes and gives the bytes in chunks. An upload becomes readable by its last
 * step, {@code complete}; closed before that, it leaves nothing behind. What a killed server leaves is deleted by
 * {@link AttachmentSweeper}.
 *
 * <p>Instances are safe for use by multiple threads.
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
     * A file that is open for reading.
     *
     * @param attachment its metadata
     * @param length its length in bytes
     * @param bytes its content; the receiver must close it
     */
    public record Download(Attachment attachment, long length, InputStream bytes) {}

    /** Returns the size limit of a file, in bytes. */
    public long maxBytes() {
        return services.policy().maxBytes();
    }

    /**
     * Stores a file that was not announced. Blocks until the stream ends. Nothing is stored if this fails.
     *
     * @param context the request
     * @param name the name of the file
     * @param mimeType its media type, possibly with parameters; guessed from the name if it is blank
     * @param bytes its content; not closed
     * @return the attachment
     * @throws FileRejectedException if the type is not accepted, or the file is too large or incomplete
     */
    public WireAttachment add(RequestContext context, String name, String mimeType, InputStream bytes) {
        Caller caller = context.caller();
        String type = services.policy().requireMediaType(mimeType, name, FILE_FIELD);
        Optional<Attachment> earlier = attachments
                .earlierAttempt(context)
                .filter(found -> services.contents().length(caller, found.id()).isPresent());
        if (earlier.isPresent()) {
            Attachment stored = earlier.get();
            requireStored(
                    caller,
                    stored,
                    digest(bytes, stored.size()),
                    new ConflictException(ResourceType.CONTENT, stored.id()));
            return attachments.toWire(context, stored);
        }
        Attachment announced = attachments.newAttachment(context, name, type, 0);
        services.store().saveAttachment(caller, announced);
        try (Upload upload = services.contents().begin(caller, announced.id())) {
            long length = copy(bytes, upload, maxBytes());
            Attachment whole = services.store().updateAttachment(caller, announced.id(), now -> now.withSize(length));
            upload.complete();
            return attachments.toWire(context, whole);
        } catch (RuntimeException e) {
            deleteQuietly(caller, announced.id(), e);
            throw e;
        }
    }

    /**
     * Stores the bytes of an announced file, which must be exactly as many as were announced. Nothing is stored if this
     * fails, and the upload can be repeated.
     *
     * <p>Idempotent: a client whose connection failed before the answer can send the same bytes again. They are compared
     * with the stored ones and not stored again.
     *
     * @param owner the owner of the attachment
     * @param announced the attachment
     * @param bytes its content; not closed
     * @throws FileRejectedException if there are more or fewer bytes than announced
     * @throws ee.chatkit.store.ConflictException if other bytes are stored already
     * @throws NotFoundException if the attachment was deleted
     */
    public void receive(Caller owner, Attachment announced, InputStream bytes) {
        services.policy().requireSize(announced.size(), FILE_FIELD);
        Upload begun;
        try {
            begun = services.contents().begin(owner, announced.id());
        } catch (ConflictException e) {
            requireStored(owner, announced, digest(bytes, announced.size()), e);
            return;
        }
        MessageDigest digest = sha256();
        try (Upload upload = begun) {
            long length = copy(new DigestInputStream(bytes, digest), upload, announced.size());
            if (length < announced.size()) {
                throw new FileRejectedException(
                        Reason.INCOMPLETE, FILE_FIELD, "has " + length + " bytes instead of " + announced.size());
            }
            upload.complete();
        } catch (ConflictException e) { // another upload was completed meanwhile
            requireStored(owner, announced, digest.digest(), e);
        }
    }

    /** Accepts bytes that are stored already. */
    private void requireStored(Caller owner, Attachment attachment, byte[] digest, ConflictException conflict) {
        try (InputStream stored = services.contents().open(owner, attachment.id())) {
            if (!MessageDigest.isEqual(digest, digest(stored, attachment.size()))) {
                throw conflict;
            }
        } catch (IOException e) {
            throw new UnavailableException("the bytes of an attachment cannot be read", e);
        }
    }

    /** The SHA-256 of a stream; of one that is longer, another one. */
    private static byte[] digest(InputStream bytes, long maxLength) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        for (int read = read(bytes, buffer); read >= 0 && length <= maxLength; read = read(bytes, buffer)) {
            digest.update(buffer, 0, read);
            length += read;
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is a required algorithm of the Java platform", e);
        }
    }

    /**
     * Opens a file.
     *
     * @throws NotFoundException if the attachment does not exist, or its bytes are not uploaded
     */
    public Download open(Caller caller, Attachment attachment) {
        long length = services.contents()
                .length(caller, attachment.id())
                .orElseThrow(() -> new NotFoundException(ResourceType.CONTENT, attachment.id()));
        return new Download(attachment, length, services.contents().open(caller, attachment.id()));
    }

    /**
     * Returns the bytes of a small file.
     *
     * @return empty if the caller has no such attachment, its bytes are not uploaded, or there are more than {@code
     *     maxBytes}
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
     * Returns why the policy rejects a file that is imported.
     *
     * @param length of its bytes
     * @return the reason; empty if the file is accepted
     */
    public Optional<String> rejectionReason(Attachment attachment, long length) {
        try {
            String type = services.policy().requireMediaType(attachment.mimeType(), "mime_type");
            services.policy().requireSize(Math.max(attachment.size(), length), "size");
            return type.equals(attachment.mimeType()) ? Optional.empty() : Optional.of("mime_type must be " + type);
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
                throw new FileRejectedException(Reason.SIZE, FILE_FIELD, "has more than " + max + " bytes");
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
            reason.addSuppressed(e); // the sweeper deletes it later
        }
    }
}
