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

/** Takes in the bytes of one attachment after the other. Those that are there already are compared and stay. */
final class ContentImporter implements AutoCloseable {
    private static final String OTHERS = "other bytes are kept for this attachment, and stay";
    private static final String NO_ATTACHMENT = "its attachment is not there";

    private final AttachmentContents contents;
    private final boolean keep;
    private String id = "";
    private @Nullable String threadId;
    private long missing;
    private LineOutcome lineOutcome = LineOutcome.ADDED;
    private @Nullable String reason;
    private @Nullable Upload upload;
    private @Nullable InputStream there;

    ContentImporter(AttachmentContents contents, boolean keep) {
        this.contents = contents;
        this.keep = keep;
    }

    /** So many bytes will come. Gives what became of them when there are none. */
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
        missing = length;
        reason = null;
        lineOutcome = LineOutcome.ADDED;
        if (attachment == LineOutcome.REFUSED) {
            refuse("its attachment was refused");
        } else if (keep || attachment == LineOutcome.ALREADY_THERE) {
            prepare(owner, length);
        }
        return missing == 0 ? end(line) : null;
    }

    private void prepare(Caller owner, long length) {
        try {
            OptionalLong known = contents.length(owner, id);
            if (known.isEmpty()) {
                upload = keep ? contents.begin(owner, id) : null;
            } else if (known.getAsLong() == length) {
                lineOutcome = LineOutcome.ALREADY_THERE;
                there = contents.open(owner, id);
            } else {
                refuse(OTHERS);
            }
        } catch (NotFoundException e) {
            refuse(NO_ATTACHMENT);
        } catch (ConflictException e) {
            refuse(OTHERS);
        }
    }

    /** Takes some bytes. Gives what became of all when these were the last. */
    @Nullable
    LineResult add(long line, Content content) {
        byte[] bytes = content.bytes();
        missing -= bytes.length;
        if (upload != null) {
            write(upload, bytes);
        } else if (there != null && !Arrays.equals(bytes, read(there, bytes.length))) {
            refuse(OTHERS);
        }
        return missing == 0 ? end(line) : null;
    }

    private static byte[] read(InputStream in, int length) {
        try {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw new UnavailableException("bytes of an attachment cannot be read now", e);
        }
    }

    private void write(Upload to, byte[] bytes) {
        try {
            to.write(bytes, 0, bytes.length);
        } catch (NotFoundException e) {
            refuse(NO_ATTACHMENT);
        }
    }

    /** No more bytes will come: they were deleted while the file was written. */
    LineResult markDeleted(long line) {
        missing = 0;
        if (reason == null) {
            refuse("its bytes were deleted while the file was written");
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
                refuse(OTHERS);
            }
        }
        release();
        return new LineResult(line, RecordType.CONTENT, id, threadId, lineOutcome, reason);
    }

    private void refuse(String why) {
        lineOutcome = LineOutcome.REFUSED;
        reason = why;
        release();
    }

    private void release() {
        if (upload != null) {
            upload.close();
            upload = null;
        }
        InputStream in = there;
        there = null;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                throw new UnavailableException("bytes of an attachment cannot be read now", e);
            }
        }
    }

    /** What was not complete is dropped. */
    @Override
    public void close() {
        release();
    }
}
