package ee.chatkit.protocol.json;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.FileNames;
import ee.chatkit.model.Ids;
import ee.chatkit.model.LegalHold;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that {@link ExportLineJson} writes. Unknown records and unknown members are rejected, because ignoring
 * them would lose data silently.
 */
public final class ExportLineReader {
    /** The maximum size of the attachment contents in one line, in bytes. */
    public static final int MAX_CONTENT_BYTES = 192 * 1024;

    private final @Nullable String owner;
    private final boolean validatesItems;

    /**
     * Creates a reader for the lines after a header, which does not validate the contents of items.
     *
     * @param owner the user id that all records belong to; null if each line names its user
     */
    public ExportLineReader(@Nullable String owner) {
        this(owner, false);
    }

    private ExportLineReader(@Nullable String owner, boolean validatesItems) {
        this.owner = owner;
        this.validatesItems = validatesItems;
    }

    /**
     * Creates a reader for the lines after a header.
     *
     * @param header the header
     * @param owner the user id that all records belong to if the header says that lines name no users
     * @return the reader
     */
    public static ExportLineReader forHeader(Header header, String owner) {
        return new ExportLineReader(header.allUsers() ? null : owner);
    }

    /** Returns a reader that rejects items whose content does not have the members of their type. */
    public ExportLineReader validatingItems() {
        return new ExportLineReader(owner, true);
    }

    /**
     * Reads a line that must be a header.
     *
     * @param bytes the buffer that has the line
     * @param offset the index of its first byte
     * @param length its length in bytes, without the line feed
     * @return the header
     * @throws InvalidInputException if it is not a header, or one of another format or of an unsupported version
     */
    public static Header readHeader(byte[] bytes, int offset, int length) {
        RawJsonObject line = RawJsonObject.of(bytes, offset, length);
        if (!"header".equals(line.text("record")) || !ExportLineJson.FORMAT.equals(line.text("format"))) {
            throw new InvalidInputException("is not the header of a ChatKit export");
        }
        long version = line.requiredNumber("version");
        if (version != ExportLineJson.VERSION) {
            throw new InvalidInputException("is the header of an export of version " + version
                    + "; this program reads version " + ExportLineJson.VERSION);
        }
        var header = new Header(
                line.requiredTime("exported_at"),
                line.requiredEnum("users", Users.class) == Users.ALL,
                line.flag("contents"),
                line.flag("hidden"),
                line.text("after"));
        line.requireEmpty();
        return header;
    }

    /** Values of the header's member {@code users}. */
    private enum Users {
        OWN,
        ALL
    }

    /**
     * Reads any line. Whether its record can be stored is not checked; see {@code storable()} of the records. Members of an
     * item that have a default are added as {@link ItemContentValidator} describes.
     *
     * @param bytes the buffer that has the line
     * @param offset the index of its first byte
     * @param length its length in bytes, without the line feed
     * @return the line
     * @throws InvalidInputException if the line is invalid; the message completes a sentence that begins with the line
     */
    public ExportLine read(byte[] bytes, int offset, int length) {
        RawJsonObject line = RawJsonObject.of(bytes, offset, length);
        String record = line.requiredText("record");
        if (record.equals("header")) {
            return readHeader(bytes, offset, length);
        }
        try {
            ExportLine read = read(record, line);
            line.requireEmpty();
            return read;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()));
        }
    }

    private ExportLine read(String record, RawJsonObject line) {
        return switch (record) {
            case "item" -> new EntryLine(item(line), null);
            case "thread" -> new EntryLine(thread(line), null);
            case "feedback" -> new EntryLine(feedback(line), null);
            case "attachment" -> new EntryLine(attachment(line), line.number("content_length"));
            case "content" -> content(line);
            case "opportunity" -> new EntryLine(opportunity(line), null);
            case "hold" -> new EntryLine(hold(line), null);
            case "active_opportunity" ->
                new EntryLine(new ArchiveEntry.ActiveSelection(user(line), id(line, "id")), null);
            case "checkpoint" ->
                new Checkpoint(id(line, "after"), line.requiredNumber("lines"), line.requiredText("sha256"));
            case "end" -> new End(line.requiredNumber("lines"), line.requiredText("sha256"), counts(line));
            default ->
                throw new InvalidInputException(
                        "record", "is of an unknown type: " + JsonObjectReader.abbreviate(record));
        };
    }

    private String user(RawJsonObject line) {
        if (owner == null) {
            return new Caller(line.requiredText("user_id")).userId();
        }
        if (line.text("user_id") != null) {
            throw new InvalidInputException("user_id", "must be absent, because the header has users: own");
        }
        return owner;
    }

    private ArchiveEntry item(RawJsonObject line) {
        String type = line.requiredText("type");
        String content = line.requiredObject("content");
        return new ArchiveEntry.StoredItem(new ThreadItem(
                line.requiredText("id"),
                line.requiredText("thread_id"),
                type,
                line.requiredTime("created_at"),
                validatesItems
                        ? ItemContentValidator.requireValid(type, content, "content.")
                        : ItemContentValidator.completeIfValid(type, content)));
    }

    private ArchiveEntry thread(RawJsonObject line) {
        String status = line.json("status");
        String domains = line.json("allowed_image_domains");
        String metadata = line.json("metadata");
        String labels = line.json("labels");
        return new ArchiveEntry.OwnedThread(
                user(line),
                new ChatThread(
                        line.requiredText("id"),
                        line.text("opportunity_id"),
                        line.text("title"),
                        status == null ? ThreadStatus.ACTIVE : status(status),
                        domains == null
                                ? null
                                : parse("allowed_image_domains", domains).texts("allowed_image_domains"),
                        metadata == null ? "{}" : metadata,
                        line.flag("pinned"),
                        line.flag("archived"),
                        labels == null ? List.of() : ThreadJson.labels(parse("labels", labels)),
                        line.requiredTime("created_at"),
                        line.requiredTime("updated_at")));
    }

    private static ThreadStatus status(String json) {
        return json.equals("{\"type\":\"active\"}")
                ? ThreadStatus.ACTIVE
                : ThreadJson.status(parse("status", json).reader("status"));
    }

    private static JsonObjectReader parse(String name, String json) {
        return JsonObjectReader.of(JsonIo.parse("{\"" + name + "\":" + json + '}'));
    }

    private static ArchiveEntry feedback(RawJsonObject line) {
        return new ArchiveEntry.ItemFeedback(new Feedback(
                id(line, "thread_id"),
                id(line, "item_id"),
                line.requiredEnum("kind", FeedbackKind.class),
                line.requiredTime("created_at")));
    }

    private ArchiveEntry attachment(RawJsonObject line) {
        return new ArchiveEntry.OwnedAttachment(
                user(line),
                new Attachment(
                        line.requiredText("id"),
                        line.text("thread_id"),
                        line.requiredEnum("type", AttachmentType.class),
                        FileNames.sanitize(line.requiredText("name")),
                        mimeType(line.requiredText("mime_type")),
                        line.requiredNumber("size"),
                        line.requiredObject("details"),
                        line.requiredTime("created_at")));
    }

    /** Other systems leave the type empty where they do not know it. */
    private static String mimeType(String given) {
        return given.isBlank() ? "application/octet-stream" : given;
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
                        line.requiredEnum("status", OpportunityStatus.class),
                        retentionDays(line),
                        line.requiredTime("created_at"),
                        line.requiredTime("updated_at")));
    }

    private static ArchiveEntry hold(RawJsonObject line) {
        return new ArchiveEntry.PlacedHold(new LegalHold(
                line.requiredText("id"),
                line.text("thread_id"),
                line.text("opportunity_id"),
                line.requiredText("reason"),
                line.requiredText("placed_by"),
                line.requiredTime("placed_at")));
    }

    private static @Nullable Integer retentionDays(RawJsonObject line) {
        Long days = line.number("retention_days");
        if (days != null && (days < 1 || days > Opportunity.MAX_RETENTION_DAYS)) {
            throw new InvalidInputException("retention_days", "must be 1 to " + Opportunity.MAX_RETENTION_DAYS);
        }
        return days == null ? null : days.intValue();
    }

    private static ExportLine content(RawJsonObject line) {
        String attachmentId = id(line, "attachment_id");
        if (line.flag("gone")) {
            if (line.json("data") != null) {
                throw new InvalidInputException("data", "must be absent, because gone is true");
            }
            return new DeletedContent(attachmentId);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line.requiredText("data"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("data", "must be Base64");
        }
        if (bytes.length == 0 || bytes.length > MAX_CONTENT_BYTES) {
            throw new InvalidInputException("data", "must have 1 to " + MAX_CONTENT_BYTES + " bytes");
        }
        return new Content(attachmentId, bytes);
    }

    private static Map<RecordType, Long> counts(RawJsonObject line) {
        JsonObjectReader in = parse("counts", line.requiredObject("counts"))
                .requiredReader("counts")
                .requireOnly(Arrays.stream(RecordType.values())
                        .map(RecordType::wireName)
                        .collect(Collectors.toSet()));
        Map<RecordType, Long> counts = new EnumMap<>(RecordType.class);
        for (RecordType type : RecordType.values()) {
            // exports of earlier releases know no holds
            boolean absent = type == RecordType.HOLD && !in.has(type.wireName());
            counts.put(type, absent ? 0 : in.wholeNumber(type.wireName(), Long.MAX_VALUE));
        }
        return counts;
    }

    private static String id(RawJsonObject line, String name) {
        String id = line.requiredText(name);
        if (!Ids.isValid(id)) {
            throw new InvalidInputException(name, JsonObjectReader.INVALID_ID);
        }
        return id;
    }
}
