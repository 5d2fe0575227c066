package ee.chatkit.faults;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** What is stored, as clients see it: read page by page, from the nodes in turn. */
final class HttpStoredState implements StoredState {
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final List<NodeClient> nodes;
    private int next;

    HttpStoredState(List<NodeClient> nodes) {
        this.nodes = nodes;
    }

    @Override
    public List<StoredResource> opportunities() {
        return pages("opportunities?", HttpStoredState::opportunity).orElseThrow();
    }

    @Override
    public List<StoredResource> threads() {
        return pages("threads?", HttpStoredState::thread).orElseThrow();
    }

    @Override
    public Optional<List<StoredResource>> items(String threadId) {
        return pages("threads/" + threadId + "/items?order=asc&", HttpStoredState::item);
    }

    @Override
    public Optional<StoredResource> find(WrittenType type, String threadId, String id) {
        return switch (type) {
            case OPPORTUNITY -> get("opportunities/" + id).map(Reply::json).map(HttpStoredState::opportunity);
            case THREAD -> get("threads/" + id).map(Reply::json).map(HttpStoredState::thread);
            case ITEM ->
                get("threads/" + threadId + "/items/" + id).map(Reply::json).map(HttpStoredState::item);
            case ATTACHMENT -> get("attachments/" + id).map(Reply::json).map(this::attachment);
        };
    }

    private Optional<List<StoredResource>> pages(String path, Function<JsonObject, StoredResource> resource) {
        List<StoredResource> resources = new ArrayList<>();
        String after = "";
        while (true) {
            Optional<JsonObject> page = get(path + "limit=100" + after).map(Reply::json);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            page.get().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                    .map(resource)
                    .forEach(resources::add);
            if (!page.get().getBoolean("has_more")) {
                return Optional.of(resources);
            }
            after = "&after=" + page.get().getString("after");
        }
    }

    /** Empty if it is not found; anything but that and success is repeated for some seconds. */
    private Optional<Reply> get(String path) {
        String outcome = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Reply reply = nodes.get(next++ % nodes.size()).read(path);
                if (reply.status() == 200) {
                    return Optional.of(reply);
                }
                if (reply.status() == 404 && reply.text().contains("urn:chatkit:problem:not-found")) {
                    return Optional.empty();
                }
                outcome = reply.status() + " " + reply.text();
            } catch (IOException e) {
                outcome = e.toString();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new UncheckedIOException(new IOException("GET " + path + " was not answered: " + outcome));
    }

    private static StoredResource opportunity(JsonObject json) {
        return new StoredResource(
                json.getString("id"),
                Requests.opportunityContent(json.getString("name"), json.getString("current_phase", "")),
                Instant.parse(json.getString("created_at")));
    }

    private static StoredResource thread(JsonObject json) {
        return new StoredResource(
                json.getString("id"), json.getString("title", ""), Instant.parse(json.getString("updated_at")));
    }

    private static StoredResource item(JsonObject json) {
        return new StoredResource(
                json.getString("id"), Requests.itemContent(json), Instant.parse(json.getString("created_at")));
    }

    private StoredResource attachment(JsonObject json) {
        String name = json.getString("name");
        String id = json.getString("id");
        String content = get("attachments/" + id + "/content")
                .map(reply -> Requests.fileContent(name, reply.body()))
                .orElse(Requests.announced(name));
        return new StoredResource(id, content, Instant.EPOCH);
    }
}
