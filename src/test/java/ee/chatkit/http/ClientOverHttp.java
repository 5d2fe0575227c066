package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.client.ActiveOpportunityClient;
import ee.chatkit.client.Attachment;
import ee.chatkit.client.AttachmentsClient;
import ee.chatkit.client.Body;
import ee.chatkit.client.ChatKitClient;
import ee.chatkit.client.Conversation;
import ee.chatkit.client.Events;
import ee.chatkit.client.Item;
import ee.chatkit.client.OpportunitiesClient;
import ee.chatkit.client.Opportunity;
import ee.chatkit.client.Page;
import ee.chatkit.client.Problem;
import ee.chatkit.client.ProblemException;
import ee.chatkit.client.Requests;
import ee.chatkit.client.Tagged;
import ee.chatkit.client.ThreadsClient;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The typed client in use, seen from outside of the server. */
public interface ClientOverHttp {
    /** The address under which the API is served; ends with {@code /api/}. */
    URI base();

    private <T> T client(Class<T> type) {
        return RestClientBuilder.newBuilder().baseUri(base()).build(type);
    }

    @Test
    default void aClientFollowsAConversationFromItsBeginningToItsEnd() {
        var opportunities = client(OpportunitiesClient.class);
        var threads = client(ThreadsClient.class);
        var active = client(ActiveOpportunityClient.class);
        Opportunity pier = opportunities.create(Body.with("name", "Pier").and("client_name", "Acme"));
        assertEquals("Acme", pier.clientName());
        assertEquals(pier, active.activate(Body.with("id", pier.id())));
        String thread = turn(client(ChatKitClient.class).stream(Requests.begin("What will it cost?")));
        assertEquals(thread, turn(client(ChatKitClient.class).stream(Requests.say(thread, "And when?"))));

        Conversation read = threads.read(thread).value();
        assertEquals(pier.id(), read.opportunityId());
        List<Conversation> all = Page.all(after -> opportunities.threads(pier.id(), 1, null, after))
                .toList();
        assertEquals(List.of(read), all);
        List<Item> items =
                Page.all(after -> threads.items(thread, 1, "asc", after)).toList();
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "assistant_message"),
                items.stream().map(Item::type).toList());
        assertEquals(
                items.getFirst(),
                threads.readItem(thread, items.getFirst().id()).value());

        opportunities.delete(pier.id(), null);
        assertEquals(404, refused(() -> threads.read(thread)).status());
        assertEquals(404, refused(active::read).status());
    }

    @Test
    default void aClientChangesOnlyWhatItHasSeen() {
        var threads = client(ThreadsClient.class);
        Conversation created = threads.create(Body.with("title", "Mine")
                .and("metadata", Json.createObjectBuilder().add("n", 1).build()));
        Tagged<Conversation> seen = threads.read(created.id());
        assertEquals(created, seen.value());
        Conversation changed = threads.change(created.id(), seen.tag(), Body.with("title", "Ours"));
        assertEquals("Ours", changed.title());
        Problem stale = refused(
                () -> threads.change(created.id(), seen.tag(), Body.empty().without("title")));
        assertEquals("urn:chatkit:problem:precondition-failed", stale.type());
        assertEquals(412, stale.status());
        threads.delete(created.id(), threads.read(created.id()).tag());
        assertEquals(
                "no thread " + created.id(),
                refused(() -> threads.read(created.id())).detail());
    }

    @Test
    default void aClientSendsAFileAndGetsItBack() throws IOException {
        var attachments = client(AttachmentsClient.class);
        byte[] bytes = Rest.bytes("The pier costs two million.\n");
        Attachment announced = attachments.announce(
                Body.with("name", "plan.txt").and("size", bytes.length).and("mime_type", "text/plain"));
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
    default void aClientHearsWhichFieldIsWrong() {
        Problem problem = refused(() -> client(OpportunitiesClient.class).create(Body.with("name", " ")));
        assertEquals("urn:chatkit:problem:invalid-request", problem.type());
        assertEquals("name", problem.field());
        assertEquals(
                "limit",
                refused(() -> client(ThreadsClient.class).list(0, null, null)).field());
        JsonObject nobody = Json.createObjectBuilder().add("thread_id", "none").build();
        assertEquals(
                404,
                refused(() -> client(ChatKitClient.class).ask(Requests.of("threads.get_by_id", nobody)))
                        .status());
    }

    /** Reads a turn; gives its thread. */
    private static String turn(InputStream stream) {
        List<JsonObject> events = new ArrayList<>();
        try (var turn = new Events(stream)) {
            turn.forEachRemaining(events::add);
        }
        JsonObject last = events.getLast();
        assertEquals("thread.item.done", last.getString("type"));
        assertFalse(events.size() < 5);
        return last.getJsonObject("item").getString("thread_id");
    }

    private static Problem refused(Executable call) {
        return assertThrows(ProblemException.class, call).problem();
    }
}
