package ee.chatkit.transfer;

import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.DeletedContent;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.EntryLine;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RecordType;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Validates a file without a store: each line by itself, the order of the lines ({@link RecordOrderValidator}), and the
 * counts and digests of checkpoints and the end record. All problems are collected, up to a limit. An invalid line does not
 * end the validation, but counts and the thread order that depend on it are no longer checked.
 */
final class ExportFileValidator {
    private static final int PROGRESS_LINES = 1000;

    /** The owner does not matter to validation. */
    static final String UNNAMED_OWNER = "owner";

    private final List<FileProblem> problems = new ArrayList<>();
    private long more;
    private RecordDigest digest = new RecordDigest();
    private RecordOrderValidator order = new RecordOrderValidator(null);
    private ExportLineReader reader = new ExportLineReader(null);
    private @Nullable Header header;
    private @Nullable Checkpoint checkpoint;
    private boolean ended;
    private boolean invalidLines;

    private final boolean anyItems;

    private ExportFileValidator(boolean anyItems) {
        this.anyItems = anyItems;
    }

    /** @param anyItems whether items may have any content, regardless of their type */
    static ValidationResult validate(ImportSource source, ProgressListener progress, boolean anyItems)
            throws IOException {
        var validator = new ExportFileValidator(anyItems);
        try (var lines = new LineReader(source.open())) {
            validator.run(lines, progress);
            boolean allUsers = validator.header != null && validator.header.allUsers();
            return new ValidationResult(lines.number(), lines.bytes(), allUsers, validator.problems, validator.more);
        } catch (EOFException | ZipException e) {
            return new ValidationResult(0, 0, false, List.of(new FileProblem(1, LineReader.DAMAGED_COMPRESSION)), 0);
        }
    }

    private void run(LineReader lines, ProgressListener progress) throws IOException {
        try {
            while (lines.next()) {
                line(lines);
                if (lines.number() % PROGRESS_LINES == 0) {
                    progress.progressed(lines.number(), lines.bytes());
                }
            }
            if (!ended) {
                throw new UnreadableExportException(
                        lines.number() + 1, "is missing: the file is truncated, it has no end record");
            }
            progress.progressed(lines.number(), lines.bytes());
        } catch (UnreadableExportException e) {
            problem(e.problem());
        }
    }

    private void line(LineReader lines) {
        if (ended) {
            throw new UnreadableExportException(lines.number(), "follows the end record");
        }
        if (header == null) {
            begin(lines);
        } else {
            try {
                line(reader.read(lines.buffer(), lines.offset(), lines.length()));
            } catch (InvalidInputException e) {
                invalidLines = true;
                order.skipThread();
                problem(new FileProblem(lines.number(), String.valueOf(e.getMessage())));
            }
        }
        digest.addLine(lines.buffer(), lines.offset(), lines.length() + 1);
    }

    /** Without a valid header, the other lines are not validated. */
    private void begin(LineReader lines) {
        try {
            header = ExportLineReader.readHeader(lines.buffer(), lines.offset(), lines.length());
        } catch (InvalidInputException e) {
            throw new UnreadableExportException(lines.number(), String.valueOf(e.getMessage()));
        }
        ExportLineReader lenient = ExportLineReader.forHeader(header, UNNAMED_OWNER);
        reader = anyItems ? lenient : lenient.validatingItems();
        order = new RecordOrderValidator(header.afterThread());
    }

    private void line(ExportLine line) {
        Checkpoint before = checkpoint;
        checkpoint = null;
        switch (line) {
            case EntryLine(var entry, Long contentLength) -> {
                digest.countRecord(RecordType.of(entry));
                order.entry(entry, contentLength);
            }
            case Content content -> {
                digest.countRecord(RecordType.CONTENT);
                order.content(content.attachmentId(), content.bytes().length);
            }
            case DeletedContent(String attachmentId) -> {
                digest.countRecord(RecordType.CONTENT);
                order.deletedContent(attachmentId);
            }
            case Checkpoint here -> {
                order.checkpoint(here.afterThread());
                verifyDigest(here.lines(), here.sha256());
                checkpoint = here;
            }
            case Header again -> resume(again, before);
            case End end -> end(end);
        }
    }

    private void resume(Header again, @Nullable Checkpoint before) {
        Header first = header;
        if (before == null) {
            throw new InvalidInputException("is a second header, which must follow a checkpoint");
        }
        if (!before.afterThread().equals(again.afterThread())) {
            throw new InvalidInputException("after", "must be that of the preceding checkpoint");
        }
        if (first == null
                || first.allUsers() != again.allUsers()
                || first.includesContents() != again.includesContents()
                || first.includesHidden() != again.includesHidden()) {
            throw new InvalidInputException(
                    "must have the same values of users, contents and hidden as the first header");
        }
        digest = new RecordDigest();
        order = new RecordOrderValidator(again.afterThread());
        invalidLines = false;
    }

    private void end(End end) {
        ended = true;
        order.requireContentsComplete();
        verifyDigest(end.lines(), end.sha256());
        if (!invalidLines && !end.counts().equals(digest.counts())) {
            throw new InvalidInputException("counts", "do not match the number of lines of each record type above");
        }
    }

    private void verifyDigest(long lines, String sha256) {
        if (lines != digest.lines()) {
            throw new InvalidInputException("lines", "must be " + digest.lines() + ": lines are missing or were added");
        }
        if (!sha256.equals(digest.sha256())) {
            throw new InvalidInputException("sha256", "does not match the lines above: the file was modified");
        }
    }

    private void problem(FileProblem problem) {
        if (problems.size() < ValidationResult.MAX_PROBLEMS) {
            problems.add(problem);
        } else {
            more++;
        }
    }
}
