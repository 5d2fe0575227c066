package ee.chatkit.store;

import ee.chatkit.model.Caller;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Keeps the bytes of attachments; what is known of them beside is in the {@link Store}. An application that has a bean of
 * this type keeps them elsewhere, in an object store for example.
 *
 * <p><b>Ownership.</b> As in {@link Store}: what is somebody else's does not exist.
 *
 * <p><b>Atomicity.</b> Bytes are there wholly or not at all: nobody reads any of them before {@link Upload#complete()} has
 * returned. Complete bytes never change. An upload that is cut, or whose server dies, leaves nothing that can be read, and
 * what it leaves otherwise is removed by {@link #sweep}.
 *
 * <p><b>Going with the attachment.</b> Bytes of an attachment that is deleted, for whatever reason, cannot be opened any
 * more. Stores that have no common transaction with the {@link Store} are told by {@link #delete} where that is possible,
 * and find the others in {@link #sweep} by {@link AttachmentMaintenance#find}.
 *
 * <p><b>Memory.</b> No operation needs memory in proportion to a file's size; the in-memory form, which keeps the bytes
 * themselves there, is the exception.
 *
 * <p>Each operation may throw {@link UnavailableException}. Implementations are safe for use by many threads. They hold
 * neither a transaction nor a connection between two calls.
 */
public interface AttachmentContents {
    /**
     * Begins to take in the bytes of an attachment. Several uploads of one attachment may go on at a time; the first to be
     * complete is the one.
     *
     * @throws ConflictException when they are there already
     * @throws NotFoundException when there is no such attachment
     */
    Upload begin(Caller caller, String attachmentId);

    /** How many bytes there are; empty when they are not all there, or there is no such attachment. */
    OptionalLong length(Caller caller, String attachmentId);

    /**
     * The bytes from the first on. Reading may fail with an {@link java.io.IOException} when the attachment is deleted
     * meanwhile or the store does not answer any more. Closing it is enough to give up.
     *
     * @throws NotFoundException when the bytes are not all there, or there is no such attachment
     */
    InputStream open(Caller caller, String attachmentId);

    /**
     * Deletes the bytes and all unfinished uploads of an attachment; the attachment itself stays, or is gone already.
     *
     * @return whether there were complete bytes
     */
    boolean delete(Caller caller, String attachmentId);

    /**
     * Removes what was left behind: uploads that were begun before a time and never completed, and bytes whose attachment
     * is gone. May run on several nodes at the same time.
     *
     * @param limit how many uploads to remove at most
     * @return how many were removed; less than the limit when nothing is left
     */
    int sweep(Instant begunBefore, int limit);

    /** Bytes that come in. Used by one thread at a time. */
    interface Upload extends AutoCloseable {
        /**
         * Adds some bytes, which are copied.
         *
         * @throws NotFoundException when the attachment is gone, or the upload was swept
         */
        void write(byte[] bytes, int offset, int length);

        /**
         * Makes what was written the bytes of the attachment, in one step.
         *
         * @throws ConflictException when another upload was faster
         * @throws NotFoundException when the attachment is gone, or the upload was swept
         */
        void complete();

        /** Drops what was written, unless it was completed. Throws nothing: what cannot be dropped now is swept later. */
        @Override
        void close();
    }
}
