package ee.chatkit.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bodies of requests, and the contents of resources in the form in which the ledger has them. */
final class Requests {
    static final String NOTE = "note";
    static final String USER_MESSAGE = "user_message";
    static final String ASSISTANT_MESSAGE = "assistant_message";

    static final String[] JSON = {"Content-Type", "application/json"};
    static final String[] FORM = {"Content-Type", "multipart/form-data; boundary=----faults"};
    static final String[] NONE = {};

    private static final String INPUT_TEXT = "input_text";

    private Requests() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An object with members in pairs of name and text; those whose text is null are left out. */
    static byte[] object(@Nullable String... members) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int n = 0; n < members.length; n += 2) {
            if (members[n + 1] != null) {
                object.add(members[n], members[n + 1]);
            }
        }
        return bytes(object.build().toString());
    }

    static byte[] item(String type, @Nullable String id, String text) {
        JsonObjectBuilder item = Json.createObjectBuilder().add("type", type);
        if (id != null) {
            item.add("id", id);
        }
        if (type.equals(NOTE)) {
            item.add("text", text);
        } else {
            item.add("content", Json.createArrayBuilder().add(part(text)));
        }
        return bytes(item.build().toString());
    }

    private static JsonObjectBuilder part(String text) {
        return Json.createObjectBuilder().add("type", INPUT_TEXT).add("text", text);
    }

    /** A request of the protocol that begins a turn; without a thread it creates one. */
    static byte[] turn(@Nullable String threadId, String text, Optional<String> attachmentId) {
        var attachments = Json.createArrayBuilder();
        attachmentId.ifPresent(attachments::add);
        var params = Json.createObjectBuilder()
                .add(
                        "input",
                        Json.createObjectBuilder()
                                .add("content", Json.createArrayBuilder().add(part(text)))
                                .add("attachments", attachments)
                                .add("inference_options", Json.createObjectBuilder()));
        if (threadId != null) {
            params.add("thread_id", threadId);
        }
        return bytes(Json.createObjectBuilder()
                .add("type", threadId == null ? "threads.create" : "threads.add_user_message")
                .add("params", params)
                .build()
                .toString());
    }

    static byte[] form(String fileName, byte[] file) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(bytes("------faults\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        form.writeBytes(file);
        form.writeBytes(bytes("\r\n------faults--\r\n"));
        return form.toByteArray();
    }

    static byte[] announcement(String fileName, int size) {
        return bytes(Json.createObjectBuilder()
                .add("name", fileName)
                .add("size", size)
                .add("mime_type", "application/octet-stream")
                .build()
                .toString());
    }

    static String itemContent(String type, String text) {
        return type + ":" + text;
    }

    /** The content of an item of one of the types that are written here. */
    static String itemContent(JsonObject item) {
        String type = item.getString("type");
        return switch (type) {
            case NOTE -> itemContent(type, item.getString("text"));
            case USER_MESSAGE, ASSISTANT_MESSAGE -> {
                var parts = item.getJsonArray("content");
                yield itemContent(
                        type, parts.isEmpty() ? "" : parts.getJsonObject(0).getString("text"));
            }
            default -> item.toString();
        };
    }

    static String opportunityContent(String name, String phase) {
        return name + "|" + phase;
    }

    /** The content of a file that is announced but not uploaded. */
    static String announced(String fileName) {
        return fileName + "|none";
    }

    static String fileContent(String fileName, byte[] file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
            return fileName + "|" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
