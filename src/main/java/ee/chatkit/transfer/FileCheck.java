package ee.chatkit.transfer;

import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.ContentGone;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLine.Kept;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RecordKind;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Looks for everything that can be wrong with a file by itself. */
final class FileCheck {
    private static final int PROGRESS_LINES = 1000;

    /** Whom a file of one user belongs to makes no difference here. */
    static final String ANYBODY = "anybody";

    private final List<FileProblem> problems = new ArrayList<>();
    private long more;
    private Tally tally = new Tally();
    private FileOrder order = new FileOrder(null);
    private ExportLineReader reader = new ExportLineReader(null);
    private @Nullable Header header;
    private @Nullable Checkpoint checkpoint;
    private boolean ended;
    private boolean flawed;

    private FileCheck() {}

    static Checked check(Source source, Progress progress) throws IOException {
        var check = new FileCheck();
        try (var lines = new Lines(source.open())) {
            check.run(lines, progress);
            boolean everybody = check.header != null && check.header.everybody();
            return new Checked(lines.number(), lines.bytes(), everybody, check.problems, check.more);
        } catch (EOFException | ZipException e) {
            return new Checked(0, 0, false, List.of(new FileProblem(1, Lines.NOT_UNPACKED)), 0);
        }
    }

    private void run(Lines lines, Progress progress) throws IOException {
        try {
            while (lines.next()) {
                line(lines);
                if (lines.number() % PROGRESS_LINES == 0) {
                    progress.at(lines.number(), lines.bytes());
                }
            }
            if (!ended) {
                throw new BrokenFileException(lines.number() + 1, "is missing: the file is cut, it has no line end");
            }
            progress.at(lines.number(), lines.bytes());
        } catch (BrokenFileException e) {
            problem(e.problem());
        }
    }

    private void line(Lines lines) {
        if (ended) {
            throw new BrokenFileException(lines.number(), "stands behind the end");
        }
        if (header == null) {
            begin(lines);
        } else {
            try {
                line(reader.read(lines.buffer(), lines.offset(), lines.length()));
            } catch (InvalidInputException e) {
                flawed = true;
                order.unsure();
                problem(new FileProblem(lines.number(), String.valueOf(e.getMessage())));
            }
        }
        tally.line(lines.buffer(), lines.offset(), lines.length() + 1);
    }

    /** What is no header of ours is no file of ours: of its lines there is nothing to say. */
    private void begin(Lines lines) {
        try {
            header = ExportLineReader.readHeader(lines.buffer(), lines.offset(), lines.length());
        } catch (InvalidInputException e) {
            throw new BrokenFileException(lines.number(), String.valueOf(e.getMessage()));
        }
        reader = ExportLineReader.behind(header, ANYBODY);
        order = new FileOrder(header.after());
    }

    private void line(ExportLine line) {
        Checkpoint before = checkpoint;
        checkpoint = null;
        switch (line) {
            case Kept(var entry, Long contentLength) -> {
                tally.count(Kinds.of(entry));
                order.next(entry, contentLength);
            }
            case Content content -> {
                tally.count(RecordKind.CONTENT);
                order.content(content.attachmentId(), content.bytes().length);
            }
            case ContentGone(String attachmentId) -> {
                tally.count(RecordKind.CONTENT);
                order.gone(attachmentId);
            }
            case Checkpoint here -> {
                order.checkpoint(here.after());
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
        if (!before.after().equals(again.after())) {
            throw new InvalidInputException("after", "must be that of the checkpoint above");
        }
        if (first == null
                || first.everybody() != again.everybody()
                || first.contents() != again.contents()
                || first.hidden() != again.hidden()) {
            throw new InvalidInputException("must have the same users, contents and hidden as the first header");
        }
        tally = new Tally();
        order = new FileOrder(again.after());
        flawed = false;
    }

    private void end(End end) {
        ended = true;
        order.end();
        sum(end.lines(), end.sha256());
        if (!flawed && !end.counts().equals(tally.counts())) {
            throw new InvalidInputException("counts", "are other ones than there are lines of each kind above");
        }
    }

    private void sum(long lines, String sha256) {
        if (lines != tally.lines()) {
            throw new InvalidInputException("lines", "must be " + tally.lines() + ": lines are missing, or too many");
        }
        if (!sha256.equals(tally.sha256())) {
            throw new InvalidInputException("sha256", "is another one than that of the lines above: they were changed");
        }
    }

    private void problem(FileProblem problem) {
        if (problems.size() < Checked.MOST_PROBLEMS) {
            problems.add(problem);
        } else {
            more++;
        }
    }
}
