package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.Answer;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Opportunities and the active one, seen from outside. */
public interface OpportunitiesHttpSuite {
    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void aCreatedOpportunityCanBeReadWhereItsLocationSays() {
        var restTestClient = new RestTestClient(base());
        Answer created = restTestClient.post("opportunities", """
            {"name": "Fleet", "client_name": "Acme", "description": "40 vans",
             "current_phase": "offer", "context_summary": "they pay late"}\
            """).expect(201);
        String location = created.header("Location");
        assertEquals(base().resolve("opportunities/" + created.text("id")).toString(), location);
        JsonObject read = restTestClient.get(location).expect(200).json();
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
    default void whatAnOpportunityDoesNotHaveIsLeftOut() {
        var restTestClient = new RestTestClient(base());
        JsonObject created = restTestClient
                .post("opportunities", "{\"name\":\"Bare\",\"client_name\":null}")
                .json();
        assertEquals(Set.of("id", "name", "status", "created_at", "updated_at"), created.keySet());
    }

    @Test
    default void anIdOfTheClientsOwnIsKeptAndTakenOnce() {
        var restTestClient = new RestTestClient(base());
        String id = "own-" + System.nanoTime();
        String body = "{\"id\":\"" + id + "\",\"name\":\"Own\"}";
        assertEquals(id, restTestClient.created("opportunities", body));
        Answer second = restTestClient.post("opportunities", body).expectProblem(409, "conflict");
        assertTrue(second.text("detail").contains(id));
    }

    @Test
    default void aPatchChangesWhatItNamesAndNullRemoves() {
        var restTestClient = new RestTestClient(base());
        String path = "opportunities/"
                + restTestClient.created(
                        "opportunities", "{\"name\":\"A\",\"client_name\":\"C\",\"description\":\"D\"}");
        JsonObject changed = restTestClient
                .patch(path, "{\"client_name\":null,\"current_phase\":\"P\"}")
                .expect(200)
                .json();
        assertFalse(changed.containsKey("client_name"));
        assertEquals("D", changed.getString("description"));
        assertEquals("P", changed.getString("current_phase"));
        assertEquals(changed, restTestClient.get(path).json());
    }

    @Test
    default void anOpportunityIsCompletedAndReopenedByItsStatus() {
        var restTestClient = new RestTestClient(base());
        String path = "opportunities/" + restTestClient.created("opportunities", "{\"name\":\"A\"}");
        assertEquals(
                "completed",
                restTestClient
                        .patch(path, "{\"status\":\"completed\"}")
                        .expect(200)
                        .text("status"));
        assertEquals("completed", restTestClient.get(path).text("status"));
        assertEquals(
                "active",
                restTestClient
                        .patch(path, "{\"status\":\"active\"}")
                        .expect(200)
                        .text("status"));
    }

    @Test
    default void aReadOfWhatIsKnownAlreadyHasNoBody() {
        var restTestClient = new RestTestClient(base());
        String path = "opportunities/" + restTestClient.created("opportunities", "{\"name\":\"A\"}");
        Answer first = restTestClient.get(path).expect(200);
        String tag = first.header("ETag");
        assertTrue(tag.matches("\"[0-9a-f]{32}\""), tag);
        assertEquals("private, no-cache", first.header("Cache-Control"));
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            Answer again = restTestClient.get(path, "If-None-Match", known).expect(304);
            assertEquals(tag, again.header("ETag"));
            assertEquals(0, again.response().body().length);
        }
        restTestClient.patch(path, "{\"name\":\"B\"}").expect(200);
        Answer changed = restTestClient.get(path, "If-None-Match", tag).expect(200);
        assertNotEquals(tag, changed.header("ETag"));
    }

    @Test
    default void aChangeOfSomethingStaleIsRefused() {
        var restTestClient = new RestTestClient(base());
        String path = "opportunities/" + restTestClient.created("opportunities", "{\"name\":\"A\"}");
        String tag = restTestClient.get(path).header("ETag");
        restTestClient.patchIfMatch(path, "{\"name\":\"B\"}", tag).expect(200);
        restTestClient.patchIfMatch(path, "{\"name\":\"C\"}", tag).expectProblem(412, "precondition-failed");
        restTestClient.delete(path, "If-Match", tag).expectProblem(412, "precondition-failed");
        assertEquals("B", restTestClient.get(path).text("name"));
        restTestClient
                .delete(path, "If-Match", restTestClient.get(path).header("ETag"))
                .expect(204);
    }

    @Test
    default void deletingAnOpportunityTakesItsThreadsAlong() {
        var restTestClient = new RestTestClient(base());
        String opportunity = restTestClient.created("opportunities", "{\"name\":\"A\"}");
        String thread = restTestClient.created("opportunities/" + opportunity + "/threads", "{}");
        String bystander = restTestClient.created("threads", "{}");
        restTestClient.delete("opportunities/" + opportunity).expect(204);
        restTestClient.get("opportunities/" + opportunity).expectProblem(404, "not-found");
        restTestClient.delete("opportunities/" + opportunity).expectProblem(404, "not-found");
        restTestClient.get("threads/" + thread).expectProblem(404, "not-found");
        restTestClient.get("threads/" + bystander).expect(200);
    }

    @Test
    default void newThreadsAreLinkedToTheActiveOpportunity() {
        var restTestClient = new RestTestClient(base());
        String first = restTestClient.created("opportunities", "{\"name\":\"A\"}");
        String second = restTestClient.created("opportunities", "{\"name\":\"B\"}");
        try {
            Answer active = restTestClient
                    .put("active-opportunity", "{\"id\":\"" + first + "\"}")
                    .expect(200);
            assertEquals(restTestClient.get("opportunities/" + first).json(), active.json());
            assertEquals(first, restTestClient.post("threads", "{}").text("opportunity_id"));
            restTestClient
                    .put("active-opportunity", "{\"id\":\"" + second + "\"}")
                    .expect(200);
            assertEquals(
                    second, restTestClient.get("active-opportunity").expect(200).text("id"));
            assertEquals(second, restTestClient.post("threads", "{}").text("opportunity_id"));
            String named = "{\"opportunity_id\":\"" + first + "\"}";
            assertEquals(first, restTestClient.post("threads", named).text("opportunity_id"));
        } finally {
            restTestClient.delete("active-opportunity").expect(204);
        }
        restTestClient.get("active-opportunity").expectProblem(404, "not-found");
        restTestClient.delete("active-opportunity").expectProblem(404, "not-found");
        assertFalse(restTestClient.post("threads", "{}").json().containsKey("opportunity_id"));
    }

    @Test
    default void anOpportunityThatIsDeletedIsNotActiveAnyMore() {
        var restTestClient = new RestTestClient(base());
        String id = restTestClient.created("opportunities", "{\"name\":\"A\"}");
        restTestClient.put("active-opportunity", "{\"id\":\"" + id + "\"}").expect(200);
        restTestClient.delete("opportunities/" + id).expect(204);
        restTestClient.get("active-opportunity").expectProblem(404, "not-found");
    }

    @Test
    default void theThreadsOfAnOpportunityAreListedAndNoOthers() {
        var restTestClient = new RestTestClient(base());
        String path = "opportunities/" + restTestClient.created("opportunities", "{\"name\":\"A\"}") + "/threads";
        Answer first = restTestClient.post(path, "{\"title\":\"one\"}").expect(201);
        String second = restTestClient.created(path, "{\"title\":\"two\"}");
        restTestClient.created("threads", "{}");
        assertEquals(base().resolve("threads/" + first.text("id")).toString(), first.header("Location"));
        JsonObject page = restTestClient.get(path).expect(200).json();
        assertEquals(List.of(second, first.text("id")), PageReader.ids(page));
        assertFalse(page.getBoolean("has_more"));
        assertFalse(page.containsKey("after"));
    }

    @Test
    default void opportunitiesArePagedNewestFirst() {
        var restTestClient = new RestTestClient(base());
        String older = restTestClient.created("opportunities", "{\"name\":\"A\"}");
        String newer = restTestClient.created("opportunities", "{\"name\":\"B\"}");
        JsonObject page =
                restTestClient.get("opportunities?limit=1").expect(200).json();
        assertEquals(List.of(newer), PageReader.ids(page));
        assertTrue(page.getBoolean("has_more"));
        JsonObject next = restTestClient
                .get("opportunities?limit=1&after=" + PageReader.after(page))
                .expect(200)
                .json();
        assertEquals(List.of(older), PageReader.ids(next));
        JsonObject byId = restTestClient
                .get("opportunities?limit=1&after=" + newer)
                .expect(200)
                .json();
        assertEquals(List.of(older), PageReader.ids(byId));
    }
}
