package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.client.ActiveOpportunityClient;
import ee.chatkit.client.AttachmentRepresentation;
import ee.chatkit.client.AttachmentsClient;
import ee.chatkit.client.ChatKitClient;
import ee.chatkit.client.ChatKitRequests;
import ee.chatkit.client.EventReader;
import ee.chatkit.client.ItemRepresentation;
import ee.chatkit.client.JsonBody;
import ee.chatkit.client.OpportunitiesClient;
import ee.chatkit.client.OpportunityRepresentation;
import ee.chatkit.client.ProblemDetail;
import ee.chatkit.client.ProblemException;
import ee.chatkit.client.RequestRepeater;
import ee.chatkit.client.ResultPage;
import ee.chatkit.client.SearchClient;
import ee.chatkit.client.SearchHitRepresentation;
import ee.chatkit.client.ThreadRepresentation;
import ee.chatkit.client.ThreadsClient;
import ee.chatkit.client.TurnRepresentation;
import ee.chatkit.client.TurnsClient;
import ee.chatkit.client.WithETag;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The Java client against a server. */
public interface JavaClientHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    private <T> T client(Class<T> type) {
        return RestClientBuilder.newBuilder().baseUri(base()).build(type);
    }

    @Test
    default void client_streamsListsAndDeletesThread() {
        var opportunities = client(OpportunitiesClient.class);
        var threads = client(ThreadsClient.class);
        var active = client(ActiveOpportunityClient.class);
        OpportunityRepresentation pier =
                opportunities.create(JsonBody.with("name", "Pier").and("client_name", "Acme"));
        assertEquals("Acme", pier.clientName());
        assertEquals(pier, active.activate(JsonBody.with("id", pier.id())));
        String thread = turn(client(ChatKitClient.class).stream(ChatKitRequests.createThread("What will it cost?")));
        assertEquals(
                thread, turn(client(ChatKitClient.class).stream(ChatKitRequests.addUserMessage(thread, "And when?"))));

        ThreadRepresentation read = threads.read(thread).value();
        assertEquals(pier.id(), read.opportunityId());
        List<ThreadRepresentation> all = ResultPage.stream(
                        after -> opportunities.listThreads(pier.id(), 1, null, after))
                .toList();
        assertEquals(List.of(read), all);
        List<ItemRepresentation> items = ResultPage.stream(after -> threads.listItems(thread, 1, "asc", after))
                .toList();
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "assistant_message"),
                items.stream().map(ItemRepresentation::type).toList());
        assertEquals(
                items.getFirst(),
                threads.readItem(thread, items.getFirst().id()).value());

        opportunities.delete(pier.id(), null);
        assertEquals(404, refused(() -> threads.read(thread)).status());
        assertEquals(404, refused(active::read).status());
    }

    @Test
    default void client_searches() {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        var threads = client(ThreadsClient.class);
        ThreadRepresentation thread = threads.create(JsonBody.with("title", "About " + word));
        ItemRepresentation item = threads.addItem(
                thread.id(),
                JsonBody.with("type", "widget")
                        .and(
                                "widget",
                                Json.createObjectBuilder()
                                        .add("value", "The " + word)
                                        .build()));
        var search = client(SearchClient.class);
        List<SearchHitRepresentation> hits =
                ResultPage.stream(after -> search.search(word, null, 1, after)).toList();
        assertEquals(2, hits.size());
        SearchHitRepresentation hit = hits.getFirst();
        assertEquals(thread.id(), hit.thread().id());
        assertEquals(new SearchHitRepresentation.FoundItem(item.id(), "widget", item.createdAt()), hit.item());
        assertEquals("The " + word, hit.snippet());
        assertEquals(List.of(new SearchHitRepresentation.Range(4, 4 + word.length())), hit.ranges());
        assertEquals(null, hits.getLast().item());
        assertTrue(hit.rank() > 0 && hit.rank() <= 1);
        assertEquals(
                400,
                refused(() -> search.search("x".repeat(1001), null, null, null)).status());
    }

    @Test
    default void repeatedCallWithOneKey_hasItsEffectOnce() {
        var threads = client(ThreadsClient.class);
        var chatKit = client(ChatKitClient.class);
        String key = UUID.randomUUID().toString();
        var repeater = RequestRepeater.DEFAULT;
        ThreadRepresentation once = repeater.call(key, () -> threads.create(JsonBody.with("title", "Once")));
        assertEquals(once, repeater.call(key, () -> threads.create(JsonBody.with("title", "Once"))));
        assertNotEquals(
                once.id(),
                repeater.call(() -> threads.create(JsonBody.with("title", "Once")))
                        .id());
        ProblemDetail other = refused(() -> repeater.call(key, () -> threads.create(JsonBody.with("title", "Other"))));
        assertEquals("urn:chatkit:problem:idempotency-key-reused", other.type());

        String turnKey = UUID.randomUUID().toString();
        JsonBody request = ChatKitRequests.createThread("Once?");
        String thread = turn(repeater.call(turnKey, () -> chatKit.stream(request)));
        try (var again = new EventReader(repeater.call(turnKey, () -> chatKit.stream(request)))) {
            assertEquals(thread, again.next().getJsonObject("thread").getString("id"));
        }
        assertEquals(2, threads.listItems(thread, null, null, null).data().size());
    }

    @Test
    default void disconnectedTurn_isFollowedAndCancelled() {
        var chatKit = client(ChatKitClient.class);
        var turns = client(TurnsClient.class);
        var threads = client(ThreadsClient.class);
        String turn;
        String thread;
        String last;
        try (var events =
                EventReader.of(chatKit.startTurn("continue", ChatKitRequests.createThread("/pace 600 100")))) {
            turn = events.turnId();
            assertEquals(null, events.lastEventId());
            thread = events.next().getJsonObject("thread").getString("id");
            events.next();
            assertTrue(events.hasNext());
            last = events.lastEventId();
        }
        assertEquals("2", last, "what was only looked at is not counted");
        assertEquals(
                List.of(turn),
                threads.runningTurns(thread).data().stream()
                        .map(TurnRepresentation::id)
                        .toList());
        assertTrue(turns.read(turn).isRunning());
        try (var events = new EventReader(turns.events(turn, last))) {
            events.next();
            assertEquals("3", events.lastEventId());
            assertEquals(thread, turns.cancel(turn).threadId());
            events.forEachRemaining(event -> assertFalse(event.isEmpty()));
        }
        assertEquals("cancelled", turns.read(turn).status());
        assertEquals(List.of(), threads.runningTurns(thread).data());
        assertEquals(404, refused(() -> turns.read("trn_0")).status());
    }

    @Test
    default void client_updatesOnlyWithMatchingETag() {
        var threads = client(ThreadsClient.class);
        ThreadRepresentation created = threads.create(JsonBody.with("title", "Mine")
                .and("metadata", Json.createObjectBuilder().add("n", 1).build()));
        WithETag<ThreadRepresentation> seen = threads.read(created.id());
        assertEquals(created, seen.value());
        ThreadRepresentation changed = threads.update(created.id(), seen.etag(), JsonBody.with("title", "Ours"));
        assertEquals("Ours", changed.title());
        ProblemDetail stale = refused(
                () -> threads.update(created.id(), seen.etag(), JsonBody.empty().without("title")));
        assertEquals("urn:chatkit:problem:precondition-failed", stale.type());
        assertEquals(412, stale.status());
        threads.delete(created.id(), threads.read(created.id()).etag());
        assertEquals(
                "thread " + created.id() + " not found",
                refused(() -> threads.read(created.id())).detail());
    }

    @Test
    default void client_uploadsAndDownloadsAttachment() throws IOException {
        var attachments = client(AttachmentsClient.class);
        byte[] bytes = RestTestClient.bytes("The pier costs two million.\n");
        AttachmentRepresentation announced = attachments.announce(
                JsonBody.with("name", "plan.txt").and("size", bytes.length).and("mime_type", "text/plain"));
        assertTrue(announced.uploadUrl() != null && announced.previewUrl() == null);
        attachments.upload(announced.id(), new ByteArrayInputStream(bytes));
        assertEquals(null, attachments.read(announced.id()).uploadUrl());
        try (InputStream in = attachments.download(announced.id())) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
        attachments.delete(announced.id());
        assertEquals(404, refused(() -> attachments.read(announced.id())).status());
    }

    @Test
    default void client_receivesProblemWithField() {
        ProblemDetail problemDetail =
                refused(() -> client(OpportunitiesClient.class).create(JsonBody.with("name", " ")));
        assertEquals("urn:chatkit:problem:invalid-request", problemDetail.type());
        assertEquals("name", problemDetail.field());
        assertEquals(
                "limit",
                refused(() -> client(ThreadsClient.class).list(0, null, null)).field());
        JsonObject nobody = Json.createObjectBuilder().add("thread_id", "none").build();
        assertEquals(
                404,
                refused(() -> client(ChatKitClient.class).send(ChatKitRequests.of("threads.get_by_id", nobody)))
                        .status());
    }

    /** Reads a turn; returns the id of its thread. */
    private static String turn(InputStream stream) {
        List<JsonObject> events = new ArrayList<>();
        try (var turn = new EventReader(stream)) {
            turn.forEachRemaining(events::add);
        }
        JsonObject last = events.getLast();
        assertEquals("thread.item.done", last.getString("type"));
        assertFalse(events.size() < 5);
        return last.getJsonObject("item").getString("thread_id");
    }

    private static ProblemDetail refused(Executable call) {
        return assertThrows(ProblemException.class, call).problem();
    }
}
