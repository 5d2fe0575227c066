package ee.chatkit.attachment;

import ee.chatkit.chat.RequestContext;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.item.WireAttachment.FileInfo;
import ee.chatkit.protocol.item.WireAttachment.Upload;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.RecordingTelemetry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attachments in a memory store, with a limit of 1000 bytes and a list of accepted types. */
final class AttachmentFixture {
    static final Caller ANN = new Caller("ann");
    static final Caller BOB = new Caller("bob");
    static final RequestContext CONTEXT = context(ANN);

    private static final Pattern LINK = Pattern.compile(
            "https://chat\\.example/api/attachment-links/(atc_[0-9a-f]+)/(upload|preview)\\?(?:expires=([0-9]+)&)?signature=([A-Za-z0-9_-]{43})");

    final MutableClock clock = new MutableClock();
    final MemoryStore store = new MemoryStore(clock, 5000);
    final AttachmentServices services = new AttachmentServices(
            store,
            store.attachmentMaintenance(),
            store.contents(),
            new AttachmentPolicy(
                    1000,
                    List.of("image/*", "Text/Plain", "application/pdf"),
                    Duration.ofMinutes(10),
                    Duration.ofHours(24)),
            clock);
    final StoreAttachmentService attachments = new StoreAttachmentService(services);
    final AttachmentLinks links = new AttachmentLinks(services);
    final AttachmentFiles files = new AttachmentFiles(services, attachments);
    final RecordingTelemetry telemetry = new RecordingTelemetry();
    final AttachmentSweeper sweeper = new AttachmentSweeper(services, telemetry);

    static RequestContext context(Caller caller) {
        return new RequestContext(
                caller, null, URI.create("https://chat.example/api/"), Locale.ROOT, RawJson.EMPTY_OBJECT);
    }

    WireAttachment announce(String type, int size) {
        return announce(type, size, "");
    }

    WireAttachment announce(String type, int size, String path) {
        return attachments.create(CONTEXT, new AttachmentsCreate("name", size, type), path);
    }

    WireAttachment add(String type, int size) {
        return files.add(CONTEXT, "name", type, bytes(size));
    }

    static FileInfo about(WireAttachment attachment) {
        return switch (attachment) {
            case WireAttachment.File(FileInfo fileInfo) -> fileInfo;
            case WireAttachment.Image(FileInfo fileInfo, String preview) -> fileInfo;
            case WireAttachment.Unknown unknown -> throw new AssertionError(unknown);
        };
    }

    static String id(WireAttachment attachment) {
        return about(attachment).id();
    }

    static Upload upload(WireAttachment attachment) {
        return Objects.requireNonNull(about(attachment).upload());
    }

    /** The parts of a link: id, purpose, expiry, signature. */
    static MatchResult linkParts(String link) {
        Matcher matcher = LINK.matcher(link);
        if (!matcher.matches()) {
            throw new AssertionError(link);
        }
        return matcher.toMatchResult();
    }

    static InputStream bytes(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }
}
