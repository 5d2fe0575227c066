package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import ee.chatkit.store.schema.SupabaseDatabase;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Adoption of a database of the Python version: HTTP returns every conversation unchanged. */
class AdoptedDatabaseIT {
    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void adoption_keepsEveryThreadUnchanged(Server.Kind kind) throws Exception {
        try (var fixture = ServerFixture.withDatabase(
                kind, Map.of("CHATKIT_STORE", "jpa", "CHATKIT_ANONYMOUS_USER", SupabaseDatabase.ANN))) {
            SupabaseDatabase python = SupabaseDatabase.newer(fixture.database().dataSource());
            Map<String, List<VisibleItem>> before = readVisibleItems(python);
            fixture.start("api/threads");
            var rest = new RestTestClient(fixture.baseUri().resolve("api/"));

            List<String> threads = PageReader.all(rest, "threads", "asc", 100);
            assertTrue(threads.size() > 50, threads.toString());
            for (String thread : threads) {
                assertEquals(before.get(thread), fetchItems(rest, thread), thread);
            }
            assertEquals(13, PageReader.all(rest, "opportunities", "asc", 100).size());
            String thread = threads.get(0);
            rest.post("threads/" + thread + "/items", "{\"type\": \"note\", \"id\": \"itm_new\", \"text\": \"Hello\"}")
                    .expect(201);
            assertEquals(
                    new VisibleItem("itm_new", object("{\"text\": \"Hello\"}")),
                    python.conversations().get(thread).stream()
                            .map(AdoptedDatabaseIT::toVisibleItem)
                            .filter(item -> item.id().equals("itm_new"))
                            .findFirst()
                            .orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void firstVersion_belongsToTheConfiguredOwner(Server.Kind kind) throws Exception {
        try (var fixture = ServerFixture.withDatabase(
                kind,
                Map.of("CHATKIT_STORE", "jpa", "CHATKIT_ANONYMOUS_USER", "ann", "CHATKIT_ADOPTION_OWNER", "ann"))) {
            SupabaseDatabase python = SupabaseDatabase.first(fixture.database().dataSource());
            Map<String, List<VisibleItem>> before = readVisibleItems(python);
            fixture.start("api/threads");
            var rest = new RestTestClient(fixture.baseUri().resolve("api/"));
            List<String> threads = PageReader.all(rest, "threads", "asc", 100);
            assertEquals(before.keySet(), Set.copyOf(threads));
            for (String thread : List.of("thr_1", "thr_60", "thr_empty")) {
                assertEquals(before.get(thread), fetchItems(rest, thread), thread);
            }
            assertEquals(
                    "opp_3", rest.get("active-opportunity").expect(200).json().getString("id"));
        }
    }

    /** As the Python version returns them, without hidden items. */
    private static Map<String, List<VisibleItem>> readVisibleItems(SupabaseDatabase python) throws Exception {
        Map<String, List<VisibleItem>> visible = new TreeMap<>();
        List<String> hidden = python.hidden();
        python.conversations()
                .forEach((thread, items) -> visible.put(
                        thread,
                        items.stream()
                                .map(AdoptedDatabaseIT::toVisibleItem)
                                .filter(item -> !hidden.contains(item.id()))
                                .toList()));
        return visible;
    }

    private static VisibleItem toVisibleItem(String row) {
        int space = row.indexOf(' ');
        return new VisibleItem(row.substring(0, space), object(row.substring(space + 1)));
    }

    private static List<VisibleItem> fetchItems(RestTestClient rest, String thread) {
        List<VisibleItem> said = new ArrayList<>();
        String path = "threads/" + thread + "/items?order=asc&limit=10";
        JsonObject page = rest.get(path).expect(200).json();
        said.addAll(items(page));
        while (page.getBoolean("has_more")) {
            page = rest.get(path + "&after=" + PageReader.after(page))
                    .expect(200)
                    .json();
            said.addAll(items(page));
        }
        return said;
    }

    private static List<VisibleItem> items(JsonObject page) {
        return page.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(item -> {
                    var content = Json.createObjectBuilder(item);
                    ThreadItem.ENVELOPE_MEMBERS.forEach(content::remove);
                    return new VisibleItem(item.getString("id"), content.build());
                })
                .toList();
    }

    private static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** An item without its envelope. */
    private record VisibleItem(String id, JsonValue content) {}
}
