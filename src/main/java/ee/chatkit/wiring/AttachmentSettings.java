package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of attachments.
 *
 * @param rules {@code chatkit.attachments.max-bytes}, {@code .types}, {@code .upload-minutes}, {@code .keep-unsent-hours}
 * @param memoryBytes {@code chatkit.attachments.memory-bytes}: what all files may have together where there is no database
 */
record AttachmentSettings(AttachmentRules rules, long memoryBytes) {
    static final String MAX_BYTES = "chatkit.attachments.max-bytes";
    static final String TYPES = "chatkit.attachments.types";
    static final String UPLOAD_MINUTES = "chatkit.attachments.upload-minutes";
    static final String KEEP_UNSENT_HOURS = "chatkit.attachments.keep-unsent-hours";
    static final String MEMORY_BYTES = "chatkit.attachments.memory-bytes";

    static AttachmentSettings read(Config config) {
        return new AttachmentSettings(
                new AttachmentRules(
                        bytes(config, MAX_BYTES, "20971520"),
                        Setting.read(
                                config,
                                TYPES,
                                "*/*",
                                "media types with commas between, such as image/*, application/pdf",
                                AttachmentSettings::types),
                        Setting.read(
                                config,
                                UPLOAD_MINUTES,
                                "10",
                                "a number of minutes from 1 to 1440",
                                text -> Duration.ofMinutes(Setting.number(text, 1, 1440))),
                        Setting.read(
                                config,
                                KEEP_UNSENT_HOURS,
                                "24",
                                "a number of hours from 1 to 8760, or 0 for ever",
                                text -> Duration.ofHours(Setting.number(text, 0, 8760)))),
                bytes(config, MEMORY_BYTES, "67108864"));
    }

    private static long bytes(Config config, String key, String otherwise) {
        return Setting.read(config, key, otherwise, "a number of bytes from 1024 to 2147483647", text ->
                (long) Setting.number(text, 1024, Integer.MAX_VALUE));
    }

    private static List<String> types(String text) {
        List<String> types =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return new AttachmentRules(1, types, Duration.ZERO, Duration.ZERO).types();
    }
}
