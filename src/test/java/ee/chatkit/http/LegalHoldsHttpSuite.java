package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.fuzz.ImportMutator;
import ee.chatkit.http.RestTestClient.RestResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Legal holds over HTTP. */
public interface LegalHoldsHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The header {@code Authorization} of a user. */
    String authorization(String user);

    /** The header {@code Authorization} of an administrator. */
    String adminAuthorization();

    @Test
    default void holdOnThread_beatsEachDeletion() {
        var ann = client(authorization("ann-" + System.nanoTime()));
        String opportunity = id(ann.post("opportunities", "{\"name\":\"N\"}"));
        String thread = id(ann.post("opportunities/" + opportunity + "/threads", "{}"));
        String item = id(ann.post("threads/" + thread + "/items", "{\"type\":\"note\",\"text\":\"T\"}"));
        String later = id(ann.post("threads/" + thread + "/items", "{\"type\":\"note\",\"text\":\"T\"}"));
        RestResponse placed = admin().post("holds", "{\"thread_id\":\"" + thread + "\",\"reason\":\"Matter 7\"}")
                .expect(201);
        String hold = placed.text("id");
        assertEquals("admin", placed.text("placed_by"));
        for (String path :
                List.of("threads/" + thread, "threads/" + thread + "/items/" + item, "opportunities/" + opportunity)) {
            RestResponse refused = ann.delete(path).expectProblem(409, "conflict");
            assertEquals(hold, refused.text("hold"), path);
            assertTrue(refused.text("detail").endsWith(" is under legal hold " + hold), refused::body);
        }
        RestResponse refused = ann.post(
                        "chatkit", ChatKitTestClient.request("threads.delete", "\"thread_id\":\"" + thread + "\""))
                .expectProblem(409, "conflict");
        assertEquals(hold, refused.text("hold"));

        admin().delete("holds/" + hold).expect(204);
        ann.delete("threads/" + thread + "/items/" + later).expect(204);
        ann.delete("threads/" + thread).expect(204);
        ann.delete("opportunities/" + opportunity).expect(204);
    }

    @Test
    default void holdOnOpportunity_coversLaterThreads() {
        var ann = client(authorization("ann-" + System.nanoTime()));
        String opportunity = id(ann.post("opportunities", "{\"name\":\"N\"}"));
        String hold = id(admin().post("holds", "{\"opportunity_id\":\"" + opportunity + "\",\"reason\":\"R\"}"));
        String thread = id(ann.post("opportunities/" + opportunity + "/threads", "{}"));
        assertEquals(
                hold,
                ann.delete("threads/" + thread).expectProblem(409, "conflict").text("hold"));
        assertEquals(
                hold,
                ann.delete("opportunities/" + opportunity)
                        .expectProblem(409, "conflict")
                        .text("hold"));
        admin().delete("holds/" + hold).expect(204);
        ann.delete("opportunities/" + opportunity).expect(204);
    }

    @Test
    default void holds_areReadListedAndLifted() {
        var ann = client(authorization("ann-" + System.nanoTime()));
        String thread = id(ann.post("threads", "{}"));
        RestResponse placed = admin().post("holds", "{\"thread_id\":\"" + thread + "\",\"reason\":\"R\"}")
                .expect(201);
        assertEquals(
                placed.json(),
                admin().get("holds/" + placed.text("id")).expect(200).json());
        assertTrue(admin().get("holds?limit=100").expect(200).body().contains(placed.text("id")));
        admin().delete("holds/" + placed.text("id")).expect(204);
        admin().delete("holds/" + placed.text("id")).expectProblem(404, "not-found");
        admin().get("holds/" + placed.text("id")).expectProblem(404, "not-found");
        assertFalse(admin().get("holds?limit=100").expect(200).body().contains(placed.text("id")));
    }

    @Test
    default void invalidHold_isRejected() {
        String thread = id(client(authorization("ann-" + System.nanoTime())).post("threads", "{}"));
        for (String body : List.of(
                "{}",
                "{\"reason\":\"R\"}",
                "{\"thread_id\":\"" + thread + "\"}",
                "{\"thread_id\":\"" + thread + "\",\"reason\":\" \"}",
                "{\"thread_id\":\"" + thread + "\",\"reason\":\"" + "x".repeat(2001) + "\"}",
                "{\"thread_id\":\"" + thread + "\",\"opportunity_id\":\"o\",\"reason\":\"R\"}",
                "{\"thread_id\":\"" + thread + "\",\"reason\":\"R\",\"id\":\"x\"}")) {
            admin().post("holds", body).expectProblem(400, "invalid-request");
        }
        admin().post("holds", "{\"thread_id\":\"thr_none\",\"reason\":\"R\"}").expectProblem(404, "not-found");
        admin().post("holds", "{\"opportunity_id\":\"opp_none\",\"reason\":\"R\"}")
                .expectProblem(404, "not-found");
    }

    @Test
    default void exportAndImport_carryHoldsForAdministrators() {
        var ann = client(authorization("ann-" + System.nanoTime()));
        String thread = id(ann.post("threads", "{\"labels\":[\"a\"],\"archived\":true}"));
        String hold = id(admin().post("holds", "{\"thread_id\":\"" + thread + "\",\"reason\":\"R\"}"));
        byte[] all = admin().get("export?users=all").expect(200).response().body();
        assertTrue(new String(all, StandardCharsets.UTF_8).contains("\"id\":\"" + hold + "\""));
        assertFalse(ann.get("export").expect(200).body().contains(hold));
        admin().delete("holds/" + hold).expect(204);
        ann.delete("threads/" + thread).expect(204);

        String refused = importFile(ann, all);
        assertTrue(refused.contains("legal holds are imported by administrators only"), refused);
        admin().get("holds/" + hold).expectProblem(404, "not-found");
        importFile(admin(), all);
        admin().get("holds/" + hold).expect(200);
        assertEquals(
                "[\"a\"]",
                ann.get("threads/" + thread).expect(200).json().get("labels").toString());
        ann.delete("threads/" + thread).expectProblem(409, "conflict");
        admin().delete("holds/" + hold).expect(204);
    }

    private static String importFile(CallerClient client, byte[] file) {
        return client.send("POST", "import", file, "Content-Type", TransferHttpSuite.NDJSON)
                .expect(200)
                .body();
    }

    @Test
    default void retention_reportsWhatItWouldDelete() {
        var ann = client(authorization("ann-" + System.nanoTime()));
        String opportunity = id(ann.post("opportunities", "{\"name\":\"N\"}"));
        RestResponse patched = ann.send(
                "PATCH",
                "opportunities/" + opportunity,
                RestTestClient.bytes("{\"retention_days\":30}"),
                "Content-Type",
                RestTestClient.MERGE_PATCH);
        assertEquals(30, patched.expect(200).json().getInt("retention_days"));
        for (String days : List.of("0", "36501", "1.5", "\"30\"")) {
            ann.send(
                            "PATCH",
                            "opportunities/" + opportunity,
                            RestTestClient.bytes("{\"retention_days\":" + days + "}"),
                            "Content-Type",
                            RestTestClient.MERGE_PATCH)
                    .expectProblem(400, "invalid-request");
        }
        String thread = "thr_" + UUID.randomUUID().toString().replace("-", "");
        ann.send(
                        "POST",
                        "import",
                        RestTestClient.bytes(
                                ImportMutator.withEnd("""
                                    {"record":"header","format":"chatkit-export","version":1,"exported_at":"2026-11-30T12:00:00Z","users":"own","contents":false,"hidden":false}
                                    {"record":"thread","id":"ID","opportunity_id":"OPP","title":"Old","status":{"type":"active"},"metadata":{},"created_at":"2020-11-02T09:00:00Z","updated_at":"2020-11-02T09:00:07Z"}
                                    """.replace("ID", thread).replace("OPP", opportunity))),
                        "Content-Type",
                        TransferHttpSuite.NDJSON)
                .expect(200);
        ann.get("retention").expectProblem(403, "forbidden");
        RestResponse report = admin().get("retention").expect(200);
        assertTrue(report.body().contains(thread), report::body);
        assertTrue(report.json().getInt("to_delete") > 0);
        admin().get("retention?after=" + thread).expect(200);
        ann.get("threads/" + thread).expect(200);
        ann.delete("opportunities/" + opportunity).expect(204);
    }

    @Test
    default void erasure_deletesAllOfAUserExceptWhatIsHeld() {
        String user = "ann-" + System.nanoTime();
        var ann = client(authorization(user));
        String free = id(ann.post("threads", "{}"));
        String held = id(ann.post("threads", "{}"));
        String hold = id(admin().post("holds", "{\"thread_id\":\"" + held + "\",\"reason\":\"R\"}"));
        String body = "{\"user_id\":\"" + user + "\"}";
        ann.post("erasures", body).expectProblem(403, "forbidden");
        var report = admin().post("erasures", body).expect(200).json();
        assertTrue(report.getBoolean("complete"));
        assertEquals(1, report.getJsonObject("deleted").getInt("threads"));
        assertEquals(1, report.getJsonObject("kept").getInt("threads"));
        assertEquals(
                "[{\"thread_id\":\"" + held + "\",\"hold\":\"" + hold + "\"}]",
                report.get("held").toString());
        ann.get("threads/" + free).expectProblem(404, "not-found");
        ann.get("threads/" + held).expect(200);
        admin().delete("holds/" + hold).expect(204);
        assertEquals(
                1,
                admin().post("erasures", body)
                        .expect(200)
                        .json()
                        .getJsonObject("deleted")
                        .getInt("threads"));
        ann.get("threads/" + held).expectProblem(404, "not-found");
        admin().post("erasures", "{}").expectProblem(400, "invalid-request");
        admin().post("erasures", "{\"user_id\":\" \"}").expectProblem(400, "invalid-request");
    }

    private CallerClient admin() {
        return client(adminAuthorization());
    }

    private CallerClient client(String authorization) {
        return new CallerClient(base(), authorization);
    }

    private static String id(RestResponse created) {
        return created.expect(201).text("id");
    }
}
