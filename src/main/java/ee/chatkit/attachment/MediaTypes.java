package ee.chatkit.attachment;

import java.util.Locale;
import java.util.Map;

/** Media types of files whose sender does not know them; browsers know those of common images and documents. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("ini", "text/plain"),
            Map.entry("json", "application/json"),
            Map.entry("jsonl", "text/plain"),
            Map.entry("log", "text/plain"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("md", "text/markdown"),
            Map.entry("ndjson", "text/plain"),
            Map.entry("parquet", "application/vnd.apache.parquet"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("properties", "text/plain"),
            Map.entry("sql", "text/plain"),
            Map.entry("toml", "text/plain"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("txt", "text/plain"),
            Map.entry("xml", "application/xml"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"));

    private MediaTypes() {}

    /** Returns the media type of a name's extension; {@value #UNKNOWN} if that is not known. */
    static String guess(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }
}
