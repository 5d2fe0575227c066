package ee.chatkit.store;

import ee.chatkit.model.Caller;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Stores the bytes of attachments; their descriptions are in the {@link Store}. An application that provides a bean of this
 * type stores them elsewhere, for example in an object store.
 *
 * <p><b>Ownership.</b> As in {@link Store}: an attachment of another user is reported as not found.
 *
 * <p><b>Atomicity.</b> Bytes are visible completely or not at all: none can be read before {@link Upload#complete()} has
 * returned. Complete bytes never change. An upload that is interrupted, or whose server is killed, leaves nothing that can be
 * read; its remains are removed by {@link #sweep}.
 *
 * <p><b>Deletion.</b> The bytes of a deleted attachment cannot be opened any more. Implementations that share no transaction
 * with the {@link Store} are notified by {@link #delete} where possible, and find the others in {@link #sweep} by {@link
 * AttachmentMaintenance#find}.
 *
 * <p><b>Memory.</b> No operation needs memory in proportion to the size of a file, except in the in-memory store.
 *
 * <p><b>Blocking.</b> Each operation blocks and may throw {@link UnavailableException}. Implementations are safe for use by
 * multiple threads. They hold neither a transaction nor a connection between two calls.
 */
public interface AttachmentContents {
    /**
     * Begins an upload of the bytes of an attachment. Concurrent uploads of one attachment are allowed; the first to
     * complete wins.
     *
     * @return the upload, to be closed by the caller
     * @throws ConflictException when the bytes are stored already
     * @throws NotFoundException when the caller has no such attachment
     */
    Upload begin(Caller caller, String attachmentId);

    /** The number of bytes; empty when the upload is not complete, or when the caller has no such attachment. */
    OptionalLong length(Caller caller, String attachmentId);

    /**
     * Opens the bytes for reading. A read throws {@link java.io.IOException} when the attachment is deleted meanwhile or the
     * store becomes unavailable. The stream can be closed at any time.
     *
     * @throws NotFoundException when the upload is not complete, or when the caller has no such attachment
     */
    InputStream open(Caller caller, String attachmentId);

    /**
     * Deletes the bytes and all unfinished uploads of an attachment, but not the attachment itself.
     *
     * @return whether complete bytes were stored
     * @throws HeldException when there is content, and the attachment is in a thread that is under legal hold
     */
    boolean delete(Caller caller, String attachmentId);

    /**
     * Removes uploads that were begun before a time and never completed, and bytes whose attachment was deleted. May run on
     * several nodes at the same time.
     *
     * @param limit the maximum number of uploads to remove
     * @return the number of removed uploads; less than the limit when none is left
     */
    int sweep(Instant begunBefore, int limit);

    /** An upload. Confined to one thread at a time. */
    interface Upload extends AutoCloseable {
        /**
         * Appends bytes, which are copied before the method returns.
         *
         * @throws NotFoundException when the attachment was deleted, or the upload was swept
         */
        void write(byte[] bytes, int offset, int length);

        /**
         * Makes the written bytes those of the attachment, atomically.
         *
         * @throws ConflictException when another upload was completed first
         * @throws NotFoundException when the attachment was deleted, or the upload was swept
         */
        void complete();

        /** Discards an upload that was not completed. Does not throw: what cannot be discarded now is removed by {@link #sweep}. */
        @Override
        void close();
    }
}
