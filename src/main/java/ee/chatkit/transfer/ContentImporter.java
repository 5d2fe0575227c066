package ee.chatkit.transfer;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ImportReport.LineOutcome;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.RecordType;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Imports the contents of attachments, one after the other. Contents that are stored already are compared with the file and
 * never replaced. An upload becomes visible with its last byte; until then {@link #close} discards it.
 */
final class ContentImporter implements AutoCloseable {
    private static final String DIFFERENT_CONTENTS = "the attachment is stored with different contents";
    private static final String NO_ATTACHMENT = "the attachment does not exist";

    private final AttachmentContents contents;
    private final boolean persist;
    private String id = "";
    private @Nullable String threadId;
    private long missingBytes;
    private LineOutcome outcome = LineOutcome.ADDED;
    private @Nullable String reason;
    private @Nullable Upload upload;
    private @Nullable InputStream stored;

    ContentImporter(AttachmentContents contents, boolean persist) {
        this.contents = contents;
        this.persist = persist;
    }

    /** Begins an attachment. Returns the result if its contents are empty, and null otherwise. */
    @Nullable
    LineResult begin(
            long line,
            Caller owner,
            String attachmentId,
            @Nullable String thread,
            long length,
            LineOutcome attachment) {
        id = attachmentId;
        threadId = thread;
        missingBytes = length;
        reason = null;
        outcome = LineOutcome.ADDED;
        if (attachment == LineOutcome.REFUSED) {
            refuse("the attachment was refused");
        } else if (persist || attachment == LineOutcome.ALREADY_THERE) {
            prepare(owner, length);
        }
        return missingBytes == 0 ? end(line) : null;
    }

    private void prepare(Caller owner, long length) {
        try {
            OptionalLong known = contents.length(owner, id);
            if (known.isEmpty()) {
                upload = persist ? contents.begin(owner, id) : null;
            } else if (known.getAsLong() == length) {
                outcome = LineOutcome.ALREADY_THERE;
                stored = contents.open(owner, id);
            } else {
                refuse(DIFFERENT_CONTENTS);
            }
        } catch (NotFoundException e) {
            refuse(NO_ATTACHMENT);
        } catch (ConflictException e) {
            refuse(DIFFERENT_CONTENTS);
        }
    }

    /** Adds a part of the contents. Returns the result after the last part, and null otherwise. */
    @Nullable
    LineResult add(long line, Content content) {
        byte[] bytes = content.bytes();
        missingBytes -= bytes.length;
        if (upload != null) {
            write(upload, bytes);
        } else if (stored != null && !Arrays.equals(bytes, read(stored, bytes.length))) {
            refuse(DIFFERENT_CONTENTS);
        }
        return missingBytes == 0 ? end(line) : null;
    }

    private static byte[] read(InputStream in, int length) {
        try {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw new UnavailableException("the contents of an attachment cannot be read", e);
        }
    }

    private void write(Upload to, byte[] bytes) {
        try {
            to.write(bytes, 0, bytes.length);
        } catch (NotFoundException e) {
            refuse(NO_ATTACHMENT);
        }
    }

    /** Ends an attachment whose contents were deleted during the export. */
    LineResult markDeleted(long line) {
        missingBytes = 0;
        if (reason == null) {
            refuse("the contents were deleted during the export");
        }
        return end(line);
    }

    private LineResult end(long line) {
        if (upload != null) {
            try {
                upload.complete();
            } catch (NotFoundException e) {
                refuse(NO_ATTACHMENT);
            } catch (ConflictException e) {
                refuse(DIFFERENT_CONTENTS);
            }
        }
        release();
        return new LineResult(line, RecordType.CONTENT, id, threadId, outcome, reason);
    }

    private void refuse(String why) {
        outcome = LineOutcome.REFUSED;
        reason = why;
        release();
    }

    private void release() {
        if (upload != null) {
            upload.close();
            upload = null;
        }
        InputStream in = stored;
        stored = null;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                throw new UnavailableException("the contents of an attachment cannot be read", e);
            }
        }
    }

    /** Discards an incomplete upload. */
    @Override
    public void close() {
        release();
    }
}
