package ee.chatkit.protocol.json;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.DeletedContent;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.EntryLine;
import ee.chatkit.protocol.json.ExportLine.Header;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of an export; {@link ExportLineReader} reads them. A line is one JSON object whose member {@code record} is
 * its type. JSON that stores keep as text is embedded unchanged, so it survives export and import byte for byte.
 */
public final class ExportLineJson {
    /** The name of the format, in the header. */
    public static final String FORMAT = "chatkit-export";

    /** The version of the format, which is increased with every addition that an older reader would lose. */
    public static final int VERSION = 1;

    /** The media type of newline-delimited JSON. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    private ExportLineJson() {}

    /**
     * Writes a line.
     *
     * @param line the line
     * @param allUsers whether records name their user
     * @return a JSON object, without a line feed
     */
    public static String write(ExportLine line, boolean allUsers) {
        return switch (line) {
            case Header header -> write(header);
            case EntryLine(ArchiveEntry entry, Long contentLength) -> write(entry, allUsers, contentLength);
            case Content content ->
                of("content")
                        .text("attachment_id", content.attachmentId())
                        .raw("data", '"' + Base64.getEncoder().encodeToString(content.bytes()) + '"')
                        .end();
            case DeletedContent(String attachmentId) ->
                of("content")
                        .text("attachment_id", attachmentId)
                        .flag("gone", true)
                        .end();
            case Checkpoint(String after, long lines, String sha256) ->
                of("checkpoint")
                        .text("after", after)
                        .number("lines", lines)
                        .text("sha256", sha256)
                        .end();
            case End(long lines, String sha256, Map<RecordType, Long> counts) ->
                of("end")
                        .number("lines", lines)
                        .text("sha256", sha256)
                        .raw("counts", counts(counts))
                        .end();
        };
    }

    private static String write(Header header) {
        return of("header")
                .text("format", FORMAT)
                .number("version", VERSION)
                .time("exported_at", header.exportedAt())
                .text("users", header.allUsers() ? "all" : "own")
                .flag("contents", header.includesContents())
                .flag("hidden", header.includesHidden())
                .text("after", header.afterThread())
                .end();
    }

    /** Writes the counts of all record types, 0 for missing ones. */
    static String counts(Map<RecordType, Long> counts) {
        var out = new JsonObjectWriter();
        for (RecordType type : RecordType.values()) {
            out.number(type.wireName(), counts.getOrDefault(type, 0L));
        }
        return out.end();
    }

    private static String write(ArchiveEntry entry, boolean allUsers, @Nullable Long contentLength) {
        return switch (entry) {
            case ArchiveEntry.OwnedOpportunity(String userId, var opportunity) ->
                OpportunityJson.appendMutableMembers(
                                of("opportunity", allUsers ? userId : null).text("id", opportunity.id()), opportunity)
                        .time("created_at", opportunity.createdAt())
                        .time("updated_at", opportunity.updatedAt())
                        .end();
            case ArchiveEntry.ActiveSelection(String userId, String id) ->
                of("active_opportunity", allUsers ? userId : null)
                        .text("id", id)
                        .end();
            case ArchiveEntry.OwnedThread(String userId, ChatThread thread) -> thread(allUsers ? userId : null, thread);
            case ArchiveEntry.StoredItem(ThreadItem item) -> item(item);
            case ArchiveEntry.ItemFeedback(Feedback feedback) ->
                of("feedback")
                        .text("thread_id", feedback.threadId())
                        .text("item_id", feedback.itemId())
                        .enumName("kind", feedback.kind())
                        .time("created_at", feedback.createdAt())
                        .end();
            case ArchiveEntry.OwnedAttachment(String userId, Attachment attachment) ->
                attachment(allUsers ? userId : null, attachment, contentLength);
            case ArchiveEntry.PlacedHold(LegalHold hold) -> hold(hold);
        };
    }

    private static String thread(@Nullable String userId, ChatThread thread) {
        JsonObjectWriter out = ThreadJson.appendMutableMembers(
                of("thread", userId).text("id", thread.id()).text("opportunity_id", thread.opportunityId()), thread);
        if (thread.pinned()) {
            out.flag("pinned", true);
        }
        if (thread.archived()) {
            out.flag("archived", true);
        }
        if (!thread.labels().isEmpty()) {
            out.texts("labels", thread.labels());
        }
        return out.time("created_at", thread.createdAt())
                .time("updated_at", thread.updatedAt())
                .end();
    }

    private static String hold(LegalHold hold) {
        return of("hold")
                .text("id", hold.id())
                .text("thread_id", hold.threadId())
                .text("opportunity_id", hold.opportunityId())
                .text("reason", hold.reason())
                .text("placed_by", hold.placedBy())
                .time("placed_at", hold.placedAt())
                .end();
    }

    private static String item(ThreadItem item) {
        return of("item")
                .text("thread_id", item.threadId())
                .text("id", item.id())
                .text("type", item.type())
                .time("created_at", item.createdAt())
                .raw("content", item.content())
                .end();
    }

    private static String attachment(@Nullable String userId, Attachment attachment, @Nullable Long contentLength) {
        return of("attachment", userId)
                .text("id", attachment.id())
                .text("thread_id", attachment.threadId())
                .enumName("type", attachment.type())
                .text("name", attachment.name())
                .text("mime_type", attachment.mimeType())
                .number("size", attachment.size())
                .raw("details", attachment.details())
                .time("created_at", attachment.createdAt())
                .number("content_length", contentLength)
                .end();
    }

    private static JsonObjectWriter of(String record) {
        return new JsonObjectWriter().text("record", record);
    }

    private static JsonObjectWriter of(String record, @Nullable String userId) {
        return of(record).text("user_id", userId);
    }
}
