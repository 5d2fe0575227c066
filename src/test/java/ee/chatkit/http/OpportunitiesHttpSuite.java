package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Opportunities and the active one over HTTP. */
public interface OpportunitiesHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void createOpportunity_returnsLocation() {
        var rest = new RestTestClient(base());
        RestResponse created = rest.post("opportunities", """
            {"name": "Fleet", "client_name": "Acme", "description": "40 vans",
             "current_phase": "offer", "context_summary": "they pay late"}\
            """).expect(201);
        String location = created.header("Location");
        assertEquals(base().resolve("opportunities/" + created.text("id")).toString(), location);
        JsonObject read = rest.get(location).expect(200).json();
        assertEquals(created.json(), read);
        assertTrue(read.getString("id").startsWith("opp_"));
        assertEquals("Fleet", read.getString("name"));
        assertEquals("Acme", read.getString("client_name"));
        assertEquals("40 vans", read.getString("description"));
        assertEquals("offer", read.getString("current_phase"));
        assertEquals("they pay late", read.getString("context_summary"));
        assertEquals("active", read.getString("status"));
        assertTrue(read.getString("created_at").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
        assertEquals(9, read.size(), "exactly the documented members");
    }

    @Test
    default void absentMembers_areOmitted() {
        var rest = new RestTestClient(base());
        JsonObject created = rest.post("opportunities", "{\"name\":\"Bare\",\"client_name\":null}")
                .json();
        assertEquals(Set.of("id", "name", "status", "created_at", "updated_at"), created.keySet());
    }

    @Test
    default void clientSuppliedId_isKeptAndUnique() {
        var rest = new RestTestClient(base());
        String id = "own-" + UUID.randomUUID();
        String body = "{\"id\":\"" + id + "\",\"name\":\"Own\"}";
        assertEquals(id, rest.create("opportunities", body));
        RestResponse second =
                rest.post("opportunities", body.replace("Own", "Other")).expectProblem(409, "conflict");
        assertTrue(second.text("detail").contains(id));
    }

    /** The response to the first request may have been lost. */
    @Test
    default void sameRequestWithAnIdAgain_isNoConflict() {
        var rest = new RestTestClient(base());
        String id = UUID.randomUUID().toString();
        String opportunity = "{\"id\":\"" + id + "\",\"name\":\"Once\"}";
        assertEquals(id, rest.create("opportunities", opportunity));
        assertEquals(id, rest.post("opportunities", opportunity).expect(200).text("id"));
        for (String path : List.of("threads", "opportunities/" + id + "/threads")) {
            String threadId = UUID.randomUUID().toString();
            String thread = "{\"id\":\"" + threadId + "\",\"title\":\"Once\",\"metadata\":{\"n\":1e2,\"a\":[{}]}}";
            assertEquals(threadId, rest.create(path, thread));
            assertEquals(threadId, rest.post(path, thread).expect(200).text("id"));
            rest.post(path, thread.replace("\"n\":1e2", "\"n\":101")).expectProblem(409, "conflict");
        }
    }

    @Test
    default void idOfAnyForm_isAcceptedFromTheAnonymousUser() {
        var rest = new RestTestClient(base());
        String id = "order-" + System.nanoTime();
        assertEquals(id, rest.create("opportunities", "{\"id\":\"" + id + "\",\"name\":\"Own\"}"));
        assertEquals(id, rest.create("threads", "{\"id\":\"" + id + "\"}"));
    }

    @Test
    default void patch_changesNamedMembersAndNullRemoves() {
        var rest = new RestTestClient(base());
        String path = "opportunities/"
                + rest.create("opportunities", "{\"name\":\"A\",\"client_name\":\"C\",\"description\":\"D\"}");
        JsonObject changed = rest.patch(path, "{\"client_name\":null,\"current_phase\":\"P\"}")
                .expect(200)
                .json();
        assertFalse(changed.containsKey("client_name"));
        assertEquals("D", changed.getString("description"));
        assertEquals("P", changed.getString("current_phase"));
        assertEquals(changed, rest.get(path).json());
    }

    @Test
    default void patchStatus_completesAndReopens() {
        var rest = new RestTestClient(base());
        String path = "opportunities/" + rest.create("opportunities", "{\"name\":\"A\"}");
        assertEquals(
                "completed",
                rest.patch(path, "{\"status\":\"completed\"}").expect(200).text("status"));
        assertEquals("completed", rest.get(path).text("status"));
        assertEquals(
                "active",
                rest.patch(path, "{\"status\":\"active\"}").expect(200).text("status"));
    }

    @Test
    default void ifNoneMatch_answersNotModified() {
        var rest = new RestTestClient(base());
        String path = "opportunities/" + rest.create("opportunities", "{\"name\":\"A\"}");
        RestResponse first = rest.get(path).expect(200);
        String tag = first.header("ETag");
        assertTrue(tag.matches("\"[0-9a-f]{32}\""), tag);
        assertEquals("private, no-cache", first.header("Cache-Control"));
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            RestResponse again = rest.get(path, "If-None-Match", known).expect(304);
            assertEquals(tag, again.header("ETag"));
            assertEquals(0, again.response().body().length);
        }
        rest.patch(path, "{\"name\":\"B\"}").expect(200);
        RestResponse changed = rest.get(path, "If-None-Match", tag).expect(200);
        assertNotEquals(tag, changed.header("ETag"));
    }

    @Test
    default void staleIfMatchOnOpportunity_preventsUpdateAndDelete() {
        var rest = new RestTestClient(base());
        String path = "opportunities/" + rest.create("opportunities", "{\"name\":\"A\"}");
        String tag = rest.get(path).header("ETag");
        rest.patchIfMatch(path, "{\"name\":\"B\"}", tag).expect(200);
        rest.patchIfMatch(path, "{\"name\":\"C\"}", tag).expectProblem(412, "precondition-failed");
        rest.delete(path, "If-Match", tag).expectProblem(412, "precondition-failed");
        assertEquals("B", rest.get(path).text("name"));
        rest.delete(path, "If-Match", rest.get(path).header("ETag")).expect(204);
    }

    @Test
    default void deleteOpportunity_deletesItsThreads() {
        var rest = new RestTestClient(base());
        String opportunity = rest.create("opportunities", "{\"name\":\"A\"}");
        String thread = rest.create("opportunities/" + opportunity + "/threads", "{}");
        String bystander = rest.create("threads", "{}");
        rest.delete("opportunities/" + opportunity).expect(204);
        rest.get("opportunities/" + opportunity).expectProblem(404, "not-found");
        rest.delete("opportunities/" + opportunity).expectProblem(404, "not-found");
        rest.get("threads/" + thread).expectProblem(404, "not-found");
        rest.get("threads/" + bystander).expect(200);
    }

    @Test
    default void newThread_isLinkedToActiveOpportunity() {
        var rest = new RestTestClient(base());
        String first = rest.create("opportunities", "{\"name\":\"A\"}");
        String second = rest.create("opportunities", "{\"name\":\"B\"}");
        try {
            RestResponse active =
                    rest.put("active-opportunity", "{\"id\":\"" + first + "\"}").expect(200);
            assertEquals(rest.get("opportunities/" + first).json(), active.json());
            assertEquals(first, rest.post("threads", "{}").text("opportunity_id"));
            rest.put("active-opportunity", "{\"id\":\"" + second + "\"}").expect(200);
            assertEquals(second, rest.get("active-opportunity").expect(200).text("id"));
            assertEquals(second, rest.post("threads", "{}").text("opportunity_id"));
            String named = "{\"opportunity_id\":\"" + first + "\"}";
            assertEquals(first, rest.post("threads", named).text("opportunity_id"));
        } finally {
            rest.delete("active-opportunity").expect(204);
        }
        rest.get("active-opportunity").expectProblem(404, "not-found");
        rest.delete("active-opportunity").expectProblem(404, "not-found");
        assertFalse(rest.post("threads", "{}").json().containsKey("opportunity_id"));
    }

    @Test
    default void deleteActiveOpportunity_clearsActiveOpportunity() {
        var rest = new RestTestClient(base());
        String id = rest.create("opportunities", "{\"name\":\"A\"}");
        rest.put("active-opportunity", "{\"id\":\"" + id + "\"}").expect(200);
        rest.delete("opportunities/" + id).expect(204);
        rest.get("active-opportunity").expectProblem(404, "not-found");
    }

    @Test
    default void listThreadsOfOpportunity_returnsOnlyItsThreads() {
        var rest = new RestTestClient(base());
        String path = "opportunities/" + rest.create("opportunities", "{\"name\":\"A\"}") + "/threads";
        RestResponse first = rest.post(path, "{\"title\":\"one\"}").expect(201);
        String second = rest.create(path, "{\"title\":\"two\"}");
        rest.create("threads", "{}");
        assertEquals(base().resolve("threads/" + first.text("id")).toString(), first.header("Location"));
        JsonObject page = rest.get(path).expect(200).json();
        assertEquals(List.of(second, first.text("id")), PageReader.ids(page));
        assertFalse(page.getBoolean("has_more"));
        assertFalse(page.containsKey("after"));
    }

    @Test
    default void listOpportunities_pagesNewestFirst() {
        var rest = new RestTestClient(base());
        String older = rest.create("opportunities", "{\"name\":\"A\"}");
        String newer = rest.create("opportunities", "{\"name\":\"B\"}");
        JsonObject page = rest.get("opportunities?limit=1").expect(200).json();
        assertEquals(List.of(newer), PageReader.ids(page));
        assertTrue(page.getBoolean("has_more"));
        JsonObject next = rest.get("opportunities?limit=1&after=" + PageReader.after(page))
                .expect(200)
                .json();
        assertEquals(List.of(older), PageReader.ids(next));
        JsonObject byId =
                rest.get("opportunities?limit=1&after=" + newer).expect(200).json();
        assertEquals(List.of(older), PageReader.ids(byId));
    }
}
