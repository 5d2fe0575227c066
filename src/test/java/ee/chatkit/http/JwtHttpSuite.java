package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import jakarta.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens over HTTP. The server may have an anonymous user. */
public interface JwtHttpSuite extends LegalHoldsHttpSuite {
    /** For the status of a response that the server did not send. */
    int CLOSED = -1;

    /** The issuer that the server trusts. */
    TokenIssuer issuer();

    /** A key that the issuer has published. */
    TokenIssuer.Key key();

    @Test
    default void token_givesAccessToOwnThreadsOnly() {
        String ann = bearer("ann-" + System.nanoTime());
        String bob = bearer("bob-" + System.nanoTime());
        String id = send(ann, "POST", "threads", "{\"title\":\"Of ann\"}")
                .expect(201)
                .text("id");
        assertTrue(get(ann, "threads").expect(200).body().contains(id));
        assertFalse(get(bob, "threads").expect(200).body().contains(id));
        get(bob, "threads/" + id).expectProblem(404, "not-found");
    }

    @Test
    default void caller_isTheSubjectClaim() {
        String user = "user-" + System.nanoTime();
        String id = send(bearer(user), "POST", "threads", "{}").expect(201).text("id");
        var renamed = TokenIssuer.claims(user).add("upn", "bob").add("preferred_username", "bob");
        get("Bearer " + TokenIssuer.token(key(), renamed), "threads/" + id).expect(200);
        var named = TokenIssuer.claims("other-" + user).add("upn", user).add("preferred_username", user);
        get("Bearer " + TokenIssuer.token(key(), named), "threads/" + id).expectProblem(404, "not-found");
    }

    @Test
    default void invalidToken_isRejectedAndNeverAnonymous() {
        for (Map.Entry<String, String> wrong : invalidTokens().entrySet()) {
            RestResponse answer = get("Bearer " + wrong.getValue(), "threads");
            assertEquals(401, answer.response().statusCode(), () -> wrong.getKey() + ": " + answer.body());
            answer.expectProblem(401, "unauthenticated");
            assertEquals("Bearer", answer.header("WWW-Authenticate"), wrong.getKey());
        }
        send("Bearer " + invalidTokens().get("expired"), "POST", "threads", "{}")
                .expectProblem(401, "unauthenticated");
        get("bearer nonsense", "threads").expectProblem(401, "unauthenticated");
        get("Bearer", "threads").expectProblem(401, "unauthenticated");
    }

    /** Servers have limits of their own for headers, beyond which they answer 400 by themselves or close the connection. */
    @ParameterizedTest
    @ValueSource(ints = {13_000, 40_000, 300_000})
    default void oversizedToken_isRejected(int length) throws InterruptedException {
        String token = TokenIssuer.token(key(), TokenIssuer.claims("ann").add("padding", "x".repeat(length)));
        assertTrue(token.length() > 16_384);
        int status = statusOf(token);
        assertTrue(List.of(400, 401, CLOSED).contains(status), () -> token.length() + " characters: " + status);
    }

    private int statusOf(String token) throws InterruptedException {
        var request = HttpRequest.newBuilder(base().resolve("threads")).header("Authorization", "Bearer " + token);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return CLOSED;
        }
    }

    @Test
    default void tokenWithManyGroups_isAccepted() {
        String token = TokenIssuer.token(key(), TokenIssuer.claims("ann").add("padding", "x".repeat(5_000)));
        get("Bearer " + token, "threads").expect(200);
    }

    @Test
    default void tokenWithClockDifference_isAccepted() {
        long now = Instant.now().getEpochSecond();
        var claims = TokenIssuer.claims("ann").add("iat", now + 20).add("nbf", now + 20);
        get("Bearer " + TokenIssuer.token(key(), claims), "threads").expect(200);
    }

    /** A preflight request has no token. */
    @Test
    default void allowedOrigin_canReadPreflightAndRejectedToken() {
        String origin = CrossOriginHttpSuite.ALLOWED;
        RestResponse preflight = new RestTestClient(base())
                .send("OPTIONS", "chatkit", null, "Origin", origin, "Access-Control-Request-Method", "POST");
        assertEquals(origin, preflight.expect(204).header("Access-Control-Allow-Origin"));
        for (String token : invalidTokens().values()) {
            RestResponse rejected =
                    new RestTestClient(base()).get("threads", "Origin", origin, "Authorization", "Bearer " + token);
            assertEquals(origin, rejected.expect(401).header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    default void writeOfForeignPageWithToken_isAccepted() {
        new RestTestClient(base())
                .send(
                        "POST",
                        "threads",
                        RestTestClient.bytes("{}"),
                        "Authorization",
                        bearer("ann"),
                        "Content-Type",
                        RestTestClient.JSON,
                        "Origin",
                        CrossOriginHttpSuite.FOREIGN)
                .expect(201);
    }

    @Test
    default void turn_runsAsTokenSubject() {
        String ann = bearer("ann-" + System.nanoTime());
        String events = send(
                        ann,
                        "POST",
                        "chatkit",
                        ChatKitTestClient.request("threads.create", ChatKitTestClient.input("Hello")))
                .expect(200)
                .body();
        assertTrue(events.contains("You said: Hello"), events);
        assertTrue(get(ann, "threads").body().contains("thr_"));
    }

    @Override
    default String adminAuthorization() {
        return "Bearer "
                + TokenIssuer.token(
                        key(),
                        TokenIssuer.claims("admin")
                                .add("groups", Json.createArrayBuilder(List.of("other", "chatkit-admin"))));
    }

    @Test
    default void adminRole_exportsAndImportsAllUsers() {
        String ann = bearer("ann-" + System.nanoTime());
        String bob = bearer("bob-" + System.nanoTime());
        String admin = adminAuthorization();
        String id = send(ann, "POST", "threads", "{\"title\":\"Of ann\"}")
                .expect(201)
                .text("id");
        get(bob, "export?users=all").expectProblem(403, "forbidden");
        assertFalse(get(bob, "export").expect(200).body().contains(id));
        assertFalse(get(admin, "export").expect(200).body().contains(id));
        byte[] all = get(admin, "export?users=all").expect(200).response().body();
        assertTrue(new String(all, StandardCharsets.UTF_8).contains(id));

        new RestTestClient(base()).delete("threads/" + id, "Authorization", ann).expect(204);
        String refused = importFile(bob, all);
        assertTrue(refused.contains("\"reason\":\"the record belongs to another user\""), refused);
        get(ann, "threads/" + id).expectProblem(404, "not-found");
        importFile(admin, all);
        get(ann, "threads/" + id).expect(200);
        get(admin, "threads/" + id).expectProblem(404, "not-found");
    }

    /** Otherwise the answer would tell whether another user has it. */
    @Test
    default void idThatOthersCanGuess_isRejected() {
        String ann = bearer("ann-" + System.nanoTime());
        send(ann, "POST", "opportunities", "{\"id\":\"order-4711\",\"name\":\"Own\"}")
                .expectProblem(400, "invalid-request");
        send(ann, "POST", "threads", "{\"id\":\"order-4711\"}").expectProblem(400, "invalid-request");
    }

    @Test
    default void import_assignsThreadsToCaller() {
        String ann = bearer("ann-" + System.nanoTime());
        String bob = bearer("bob-" + System.nanoTime());
        String id = send(ann, "POST", "threads", "{}").expect(201).text("id");
        byte[] file = get(ann, "export").expect(200).response().body();
        String taken = importFile(bob, file);
        assertTrue(taken.contains("\"reason\":\"id is already in use\""), taken);
        new RestTestClient(base()).delete("threads/" + id, "Authorization", ann).expect(204);
        importFile(bob, file);
        get(bob, "threads/" + id).expect(200);
        get(ann, "threads/" + id).expectProblem(404, "not-found");
    }

    private String importFile(String authorization, byte[] file) {
        return new RestTestClient(base())
                .send("POST", "import", file, "Authorization", authorization, "Content-Type", TransferHttpSuite.NDJSON)
                .expect(200)
                .body();
    }

    @Test
    default void signedLink_requiresNoToken() {
        String ann = bearer("ann-" + System.nanoTime());
        var announced = send(ann, "POST", "attachments", "{\"name\":\"a.txt\",\"size\":5,\"mime_type\":\"text/plain\"}")
                .expect(201);
        String link = announced.json().getJsonObject("upload_descriptor").getString("url");
        new RestTestClient(base())
                .send("PUT", link, RestTestClient.bytes("hello"), "Content-Type", "text/plain")
                .expect(204);
        RestResponse content = get(ann, "attachments/" + announced.text("id") + "/content");
        assertEquals("hello", content.expect(200).body());
    }

    /** The server caches the key set for one second. */
    @Test
    default void rotatedKey_isAccepted() {
        var next = TokenIssuer.key("next-" + System.nanoTime(), key().algorithm());
        String token = "Bearer " + TokenIssuer.token(next, TokenIssuer.claims("ann"));
        issuer().publish(next);
        Instant deadline = Instant.now().plusSeconds(10);
        while (get(token, "threads").response().statusCode() != 200) {
            assertTrue(Instant.now().isBefore(deadline), "it is not known yet");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        get(bearer("ann"), "threads").expect(200);
    }

    private Map<String, String> invalidTokens() {
        TokenIssuer.Key key = key();
        String claims = TokenIssuer.claims("ann").build().toString();
        String none = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("expired", TokenIssuer.token(key, TokenIssuer.claims("ann").add("exp", 1_700_000_000)));
        wrong.put(
                "never expires",
                TokenIssuer.token(key, TokenIssuer.claims("ann").remove("exp")));
        wrong.put(
                "another issuer",
                TokenIssuer.token(key, TokenIssuer.claims("ann").add("iss", "https://x.org/")));
        wrong.put(
                "another audience",
                TokenIssuer.token(key, TokenIssuer.claims("ann").add("aud", "other")));
        wrong.put(
                "no audience", TokenIssuer.token(key, TokenIssuer.claims("ann").remove("aud")));
        wrong.put("no user", TokenIssuer.token(key, TokenIssuer.claims("ann").remove("sub")));
        wrong.put(
                "no user, but a name",
                TokenIssuer.token(key, TokenIssuer.claims("ann").remove("sub").add("preferred_username", "ann")));
        wrong.put(
                "another key of that name",
                TokenIssuer.token(TokenIssuer.key(key.id(), key.algorithm()), TokenIssuer.claims("ann")));
        wrong.put(
                "a key of no known name",
                TokenIssuer.token(TokenIssuer.key("unknown", key.algorithm()), TokenIssuer.claims("ann")));
        wrong.put("without a signature", TokenIssuer.signed(key, none, claims).replaceFirst("[^.]*$", ""));
        wrong.put("signed, but with algorithm none", TokenIssuer.signed(key, none, claims));
        wrong.put("a secret for a key", TokenIssuer.signed(key, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims));
        wrong.put("no claims", TokenIssuer.signed(key, "{\"alg\":\"RS256\",\"typ\":\"JWT\"}", "[]"));
        wrong.put(
                "times that are none",
                TokenIssuer.token(key, TokenIssuer.claims("ann").add("exp", "soon")));
        long later = Instant.now().getEpochSecond() + 600;
        wrong.put(
                "issued in the future",
                TokenIssuer.token(key, TokenIssuer.claims("ann").add("iat", later)));
        wrong.put(
                "not valid yet",
                TokenIssuer.token(key, TokenIssuer.claims("ann").add("nbf", later)));
        wrong.put("changed", TokenIssuer.token(key, TokenIssuer.claims("ann")).replaceFirst("\\.ey", ".eY"));
        wrong.put("two parts", "a.b");
        wrong.put("three parts", "a.b.c");
        wrong.put("five parts", "a.b.c.d.e");
        wrong.put("nonsense", "nonsense");
        return wrong;
    }

    private String bearer(String user) {
        return "Bearer " + TokenIssuer.token(key(), TokenIssuer.claims(user));
    }

    private RestResponse get(String authorization, String path) {
        return new RestTestClient(base()).get(path, "Authorization", authorization);
    }

    private RestResponse send(String authorization, String method, String path, String json) {
        return new RestTestClient(base())
                .send(
                        method,
                        path,
                        RestTestClient.bytes(json),
                        "Authorization",
                        authorization,
                        "Content-Type",
                        RestTestClient.JSON);
    }
}
