package ee.chatkit.protocol.json;

import ee.chatkit.json.JsonText;
import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.DeletedContent;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.EntryLine;
import ee.chatkit.protocol.json.ExportLine.Header;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of an export, as {@link ExportLineJson} writes them. A line that has a member or a record of another kind is
 * refused: something would be lost without a word.
 */
public final class ExportLineReader {
    /** How many bytes of an attachment one line may have. */
    public static final int MAX_CONTENT_BYTES = 192 * 1024;

    private static final Set<String> HEADER =
            Set.of("record", "format", "version", "exported_at", "users", "contents", "hidden", "after");
    private static final Set<String> OPPORTUNITY = Set.of(
            "record",
            "user_id",
            "id",
            "name",
            "client_name",
            "description",
            "status",
            "current_phase",
            "context_summary",
            "created_at",
            "updated_at");
    private static final Set<String> ACTIVE = Set.of("record", "user_id", "id");
    private static final Set<String> THREAD = Set.of(
            "record",
            "user_id",
            "id",
            "opportunity_id",
            "title",
            "status",
            "allowed_image_domains",
            "metadata",
            "created_at",
            "updated_at");
    private static final Set<String> ITEM = Set.of("record", "thread_id", "id", "type", "created_at", "content");
    private static final Set<String> FEEDBACK = Set.of("record", "thread_id", "item_id", "kind", "created_at");
    private static final Set<String> ATTACHMENT = Set.of(
            "record",
            "user_id",
            "id",
            "thread_id",
            "type",
            "name",
            "mime_type",
            "size",
            "details",
            "created_at",
            "content_length");
    private static final Set<String> CONTENT = Set.of("record", "attachment_id", "data", "gone");
    private static final Set<String> CHECKPOINT = Set.of("record", "after", "lines", "sha256");
    private static final Set<String> END = Set.of("record", "lines", "sha256", "counts");

    private final @Nullable String owner;

    /**
     * Reads what stands behind a header.
     *
     * @param owner whom everything belongs to; null where lines name their user
     */
    public ExportLineReader(@Nullable String owner) {
        this.owner = owner;
    }

    /**
     * For the lines behind a header.
     *
     * @param owner whom they belong to when they name no users
     */
    public static ExportLineReader forHeader(Header header, String owner) {
        return new ExportLineReader(header.allUsers() ? null : owner);
    }

    /**
     * Reads a line that must be a header.
     *
     * @throws InvalidInputException when it is none, or that of another format or of a newer version
     */
    public static Header readHeader(byte[] bytes, int offset, int length) {
        RawJsonObject line = RawJsonObject.of(bytes, offset, length);
        if (!"header".equals(line.text("record")) || !ExportLineJson.FORMAT.equals(line.text("format"))) {
            throw new InvalidInputException("is not the header of an export");
        }
        long version = line.requiredNumber("version");
        if (version != ExportLineJson.VERSION) {
            throw new InvalidInputException("is the header of a file of version " + version + ", and version "
                    + ExportLineJson.VERSION + " can be read here");
        }
        return new Header(
                line.requireOnly(HEADER).requiredTime("exported_at"),
                word(line, "users", "own", "all").equals("all"),
                line.flag("contents"),
                line.flag("hidden"),
                line.text("after"));
    }

    /**
     * Reads any line. Whether what it has is {@code storable()} is not looked into.
     *
     * @throws InvalidInputException saying what is wrong with it
     */
    public ExportLine read(byte[] bytes, int offset, int length) {
        RawJsonObject line = RawJsonObject.of(bytes, offset, length);
        try {
            return read(line, bytes, offset, length);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()));
        }
    }

    private ExportLine read(RawJsonObject line, byte[] bytes, int offset, int length) {
        String record = line.requiredText("record");
        return switch (record) {
            case "item" -> new EntryLine(item(line.requireOnly(ITEM)), null);
            case "thread" -> new EntryLine(thread(line.requireOnly(THREAD)), null);
            case "feedback" -> new EntryLine(feedback(line.requireOnly(FEEDBACK)), null);
            case "attachment" -> new EntryLine(attachment(line.requireOnly(ATTACHMENT)), line.number("content_length"));
            case "content" -> content(line.requireOnly(CONTENT));
            case "opportunity" -> new EntryLine(opportunity(line.requireOnly(OPPORTUNITY)), null);
            case "active_opportunity" ->
                new EntryLine(new ArchiveEntry.ActiveSelection(user(line.requireOnly(ACTIVE)), id(line, "id")), null);
            case "checkpoint" -> {
                line.requireOnly(CHECKPOINT);
                yield new Checkpoint(id(line, "after"), line.requiredNumber("lines"), line.requiredText("sha256"));
            }
            case "end" -> {
                line.requireOnly(END);
                yield new End(line.requiredNumber("lines"), line.requiredText("sha256"), counts(line));
            }
            case "header" -> readHeader(bytes, offset, length);
            default ->
                throw new InvalidInputException("record", "is not known here: " + JsonObjectReader.abbreviate(record));
        };
    }

    private String user(RawJsonObject line) {
        if (owner == null) {
            return new Caller(line.requiredText("user_id")).userId();
        }
        if (line.text("user_id") != null) {
            throw new InvalidInputException("user_id", "must not be there, because the header says users: own");
        }
        return owner;
    }

    private static ArchiveEntry item(RawJsonObject line) {
        return new ArchiveEntry.StoredItem(new ThreadItem(
                line.requiredText("id"),
                line.requiredText("thread_id"),
                line.requiredText("type"),
                line.requiredTime("created_at"),
                line.requiredObject("content")));
    }

    private ArchiveEntry thread(RawJsonObject line) {
        String status = line.json("status");
        String domains = line.json("allowed_image_domains");
        String metadata = line.json("metadata");
        return new ArchiveEntry.OwnedThread(
                user(line),
                new ChatThread(
                        line.requiredText("id"),
                        line.text("opportunity_id"),
                        line.text("title"),
                        status == null ? ThreadStatus.ACTIVE : status(status),
                        domains == null ? null : domains(domains),
                        metadata == null ? "{}" : metadata,
                        line.requiredTime("created_at"),
                        line.requiredTime("updated_at")));
    }

    private static ThreadStatus status(String json) {
        return json.equals("{\"type\":\"active\"}")
                ? ThreadStatus.ACTIVE
                : ThreadJson.status(part("status", json).reader("status"));
    }

    private static @Nullable List<String> domains(String json) {
        return part("allowed_image_domains", json).texts("allowed_image_domains");
    }

    private static JsonObjectReader part(String name, String json) {
        try {
            return JsonObjectReader.of(JsonIo.parse(JsonText.storableObject("{\"" + name + "\":" + json + '}')));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(name, "is not JSON that can be used: it " + e.getMessage());
        }
    }

    private static ArchiveEntry feedback(RawJsonObject line) {
        return new ArchiveEntry.ItemFeedback(new Feedback(
                id(line, "thread_id"),
                id(line, "item_id"),
                word(line, "kind", "positive", "negative").equals("positive")
                        ? FeedbackKind.POSITIVE
                        : FeedbackKind.NEGATIVE,
                line.requiredTime("created_at")));
    }

    private ArchiveEntry attachment(RawJsonObject line) {
        return new ArchiveEntry.OwnedAttachment(
                user(line),
                new Attachment(
                        line.requiredText("id"),
                        line.text("thread_id"),
                        word(line, "type", "file", "image").equals("file") ? AttachmentType.FILE : AttachmentType.IMAGE,
                        line.requiredText("name"),
                        line.requiredText("mime_type"),
                        line.requiredNumber("size"),
                        line.requiredObject("details"),
                        line.requiredTime("created_at")));
    }

    private ArchiveEntry opportunity(RawJsonObject line) {
        return new ArchiveEntry.OwnedOpportunity(
                user(line),
                new Opportunity(
                        line.requiredText("id"),
                        new OpportunityDetails(
                                line.requiredText("name"),
                                line.text("client_name"),
                                line.text("description"),
                                line.text("current_phase"),
                                line.text("context_summary")),
                        word(line, "status", "active", "completed").equals("active")
                                ? OpportunityStatus.ACTIVE
                                : OpportunityStatus.COMPLETED,
                        line.requiredTime("created_at"),
                        line.requiredTime("updated_at")));
    }

    private static ExportLine content(RawJsonObject line) {
        String attachmentId = id(line, "attachment_id");
        if (line.flag("gone")) {
            if (line.json("data") != null) {
                throw new InvalidInputException("data", "must not be there, because it is gone");
            }
            return new DeletedContent(attachmentId);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line.requiredPlainBytes("data"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("data", "must be in Base64");
        }
        if (bytes.length == 0 || bytes.length > MAX_CONTENT_BYTES) {
            throw new InvalidInputException("data", "must have 1 to " + MAX_CONTENT_BYTES + " bytes");
        }
        return new Content(attachmentId, bytes);
    }

    private static Map<RecordType, Long> counts(RawJsonObject line) {
        JsonObjectReader jsonObjectReader =
                part("counts", line.requiredObject("counts")).requiredReader("counts");
        Map<RecordType, Long> counts = new EnumMap<>(RecordType.class);
        for (RecordType kind : RecordType.values()) {
            counts.put(kind, JsonNumbers.whole(jsonObjectReader, kind.wireName(), Long.MAX_VALUE));
        }
        return counts;
    }

    private static String id(RawJsonObject line, String name) {
        String id = line.requiredText(name);
        if (!Ids.isValid(id)) {
            throw new InvalidInputException(name, "must have 1 to 255 characters, and no control characters");
        }
        return id;
    }

    private static String word(RawJsonObject line, String name, String one, String other) {
        String word = line.requiredText(name);
        if (!word.equals(one) && !word.equals(other)) {
            throw new InvalidInputException(name, "must be " + one + " or " + other);
        }
        return word;
    }
}
