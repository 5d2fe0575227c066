package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentPolicy;
import ee.chatkit.wiring.server.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The settings {@code chatkit.attachments.*}, except for the limit of the store in memory. */
final class AttachmentSettings {
    static final String MAX_BYTES = "chatkit.attachments.max-bytes";
    static final String TYPES = "chatkit.attachments.types";
    static final String UPLOAD_MINUTES = "chatkit.attachments.upload-minutes";
    static final String UNSENT_RETENTION_HOURS = "chatkit.attachments.unsent-retention-hours";

    private AttachmentSettings() {}

    static AttachmentPolicy read(Config config) {
        return new AttachmentPolicy(
                Setting.bytes(config, MAX_BYTES, "20971520"),
                Setting.read(
                        config,
                        TYPES,
                        "*/*",
                        "comma-separated media types, such as image/*,application/pdf",
                        AttachmentSettings::types),
                Duration.ofMinutes(Setting.number(config, UPLOAD_MINUTES, "10", 1, 1440, "minutes")),
                Setting.read(
                        config,
                        UNSENT_RETENTION_HOURS,
                        "24",
                        "1 to 8760 hours, or 0 for no limit",
                        text -> Duration.ofHours(Setting.number(text, 0, 8760))));
    }

    private static List<String> types(String text) {
        List<String> types =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return new AttachmentPolicy(1, types, Duration.ZERO, Duration.ZERO).types();
    }
}
