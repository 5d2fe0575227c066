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

/** Looks for everything that can be wrong with a file by itself. */
final class ExportFileValidator {
    private static final int PROGRESS_LINES = 1000;

    /** Whom a file of one user belongs to makes no difference here. */
    static final String UNNAMED_OWNER = "anybody";

    private final List<FileProblem> problems = new ArrayList<>();
    private long more;
    private RecordDigest recordDigest = new RecordDigest();
    private RecordOrderValidator order = new RecordOrderValidator(null);
    private ExportLineReader reader = new ExportLineReader(null);
    private @Nullable Header header;
    private @Nullable Checkpoint checkpoint;
    private boolean ended;
    private boolean flawed;

    private ExportFileValidator() {}

    static ValidationResult validate(ImportSource importSource, ProgressListener progressListener) throws IOException {
        var check = new ExportFileValidator();
        try (var lineReader = new LineReader(importSource.open())) {
            check.run(lineReader, progressListener);
            boolean everybody = check.header != null && check.header.allUsers();
            return new ValidationResult(lineReader.number(), lineReader.bytes(), everybody, check.problems, check.more);
        } catch (EOFException | ZipException e) {
            return new ValidationResult(0, 0, false, List.of(new FileProblem(1, LineReader.DAMAGED_COMPRESSION)), 0);
        }
    }

    private void run(LineReader lineReader, ProgressListener progressListener) throws IOException {
        try {
            while (lineReader.next()) {
                line(lineReader);
                if (lineReader.number() % PROGRESS_LINES == 0) {
                    progressListener.progressed(lineReader.number(), lineReader.bytes());
                }
            }
            if (!ended) {
                throw new UnreadableExportException(
                        lineReader.number() + 1, "is missing: the file is cut, it has no line end");
            }
            progressListener.progressed(lineReader.number(), lineReader.bytes());
        } catch (UnreadableExportException e) {
            problem(e.problem());
        }
    }

    private void line(LineReader lineReader) {
        if (ended) {
            throw new UnreadableExportException(lineReader.number(), "stands behind the end");
        }
        if (header == null) {
            begin(lineReader);
        } else {
            try {
                line(reader.read(lineReader.buffer(), lineReader.offset(), lineReader.length()));
            } catch (InvalidInputException e) {
                flawed = true;
                order.skipThread();
                problem(new FileProblem(lineReader.number(), String.valueOf(e.getMessage())));
            }
        }
        recordDigest.addLine(lineReader.buffer(), lineReader.offset(), lineReader.length() + 1);
    }

    /** What is no header of ours is no file of ours: of its lines there is nothing to say. */
    private void begin(LineReader lineReader) {
        try {
            header = ExportLineReader.readHeader(lineReader.buffer(), lineReader.offset(), lineReader.length());
        } catch (InvalidInputException e) {
            throw new UnreadableExportException(lineReader.number(), String.valueOf(e.getMessage()));
        }
        reader = ExportLineReader.forHeader(header, UNNAMED_OWNER);
        order = new RecordOrderValidator(header.afterThread());
    }

    private void line(ExportLine line) {
        Checkpoint before = checkpoint;
        checkpoint = null;
        switch (line) {
            case EntryLine(var archiveEntry, Long contentLength) -> {
                recordDigest.countRecord(RecordType.of(archiveEntry));
                order.entry(archiveEntry, contentLength);
            }
            case Content content -> {
                recordDigest.countRecord(RecordType.CONTENT);
                order.content(content.attachmentId(), content.bytes().length);
            }
            case DeletedContent(String attachmentId) -> {
                recordDigest.countRecord(RecordType.CONTENT);
                order.deletedContent(attachmentId);
            }
            case Checkpoint here -> {
                order.checkpoint(here.afterThread());
                sum(here.lines(), here.sha256());
                checkpoint = here;
            }
            case Header again -> goOn(again, before);
            case End end -> end(end);
        }
    }

    private void goOn(Header again, @Nullable Checkpoint before) {
        Header first = header;
        if (before == null) {
            throw new InvalidInputException("is a second header: one may stand behind a checkpoint only");
        }
        if (!before.afterThread().equals(again.afterThread())) {
            throw new InvalidInputException("after", "must be that of the checkpoint above");
        }
        if (first == null
                || first.allUsers() != again.allUsers()
                || first.includesContents() != again.includesContents()
                || first.includesHidden() != again.includesHidden()) {
            throw new InvalidInputException("must have the same users, contents and hidden as the first header");
        }
        recordDigest = new RecordDigest();
        order = new RecordOrderValidator(again.afterThread());
        flawed = false;
    }

    private void end(End end) {
        ended = true;
        order.end();
        sum(end.lines(), end.sha256());
        if (!flawed && !end.counts().equals(recordDigest.counts())) {
            throw new InvalidInputException("counts", "are other ones than there are lines of each kind above");
        }
    }

    private void sum(long lines, String sha256) {
        if (lines != recordDigest.lines()) {
            throw new InvalidInputException(
                    "lines", "must be " + recordDigest.lines() + ": lines are missing, or too many");
        }
        if (!sha256.equals(recordDigest.sha256())) {
            throw new InvalidInputException("sha256", "is another one than that of the lines above: they were changed");
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
