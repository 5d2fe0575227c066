package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.ItemScope;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** JSON and text are preserved. */
public interface TextContract extends StoreContract {
    /** Texts with characters that quoting, escaping, parameters and encodings treat specially. */
    List<String> SPECIAL_CHARACTERS = List.of(
            "it's \"quoted\" \\ and / more",
            "? :name $1 {ts '2026'} %s ${x} -- /* */ ;",
            "tab\tline\nreturn\rformfeed\f",
            "bell\u0007 escape\u001b delete\u007f",
            "line\u2028 paragraph\u2029 joiner\u200d mark\u200f bom\ufeff",
            "😀 👩🏽‍🚀 𝔘𝔫𝔦 日本語 العربية e\u0301 é",
            "\uffff\ufffe",
            " spaces around ",
            "");

    @TestFactory
    default Stream<DynamicTest> json_isPreserved() {
        return JsonSamples.accepted().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> assertPreserved(sample.getValue())));
    }

    @Test
    default void metadataAndDetails_mayContainEnvelopeMemberNames() {
        var ada = newUser();
        for (String json : JsonSamples.withEnvelopeMembers().values()) {
            var thread = store().addThread(ada, newThread().withMetadata(json));
            StoreAssertions.assertEquivalentJson(
                    json, store().loadThread(ada, thread.id()).metadata());
            var attachment = attachment(thread, "x", "x/y", json);
            store().saveAttachment(ada, attachment);
            StoreAssertions.assertEquivalentJson(
                    json, store().loadAttachment(ada, attachment.id()).details());
        }
    }

    @Test
    default void unknownTypesAndFields_arePreserved() {
        var ada = newUser();
        var thread = addThread(ada);
        var content = "{\"unknown_member\":{\"deep\":[{\"a\":null},[],{}]},\"content\":17,\"Type\":\"other case\"}";
        for (String type : List.of("hologram", "x", "user_message ", "Üß-日本", "it's?", "x".repeat(255))) {
            var item = new ThreadItem(
                    "id of " + type.charAt(0) + type.length(), thread.id(), type, clock().instant(), content);
            store().addItem(ada, item);
            StoreAssertions.assertEquivalent(item, store().loadItem(ada, thread.id(), item.id()));
        }
    }

    @Test
    default void specialCharacters_arePreserved() {
        var ada = newUser();
        for (String text : SPECIAL_CHARACTERS) {
            var thread = store().addThread(
                            ada,
                            newThread()
                                    .withTitle(text)
                                    .withStatus(new ThreadStatus.Locked(text))
                                    .withAllowedImageDomains(List.of(text, "b", text)));
            StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
            assertEquals(text, thread.title());
            var attachment = attachment(thread, text, text, "{}");
            store().saveAttachment(ada, attachment);
            StoreAssertions.assertEquivalent(attachment, store().loadAttachment(ada, attachment.id()));
            var details = new OpportunityDetails("x" + text, text, text, text, text);
            String id = opportunities().generateOpportunityId();
            opportunities().createOpportunity(ada, id, details);
            assertEquals(details, opportunities().loadOpportunity(ada, id).details());
        }
    }

    @Test
    default void idsWithSpecialCharacters_areAccepted() {
        for (String id :
                List.of("it's", "a\"b\\c", "? :x", "a b", "100%_", "a/b#c&d", "é😀日", "~", "a~", "a~~5", "ﬀ")) {
            var ada = newUser();
            var thread = store().addThread(ada, ChatThread.create(id + UUID.randomUUID(), clock().instant()));
            store().addItem(ada, message(thread, id));
            store().addItem(ada, message(thread, "second"));
            assertEquals(id, store().loadItem(ada, thread.id(), id).id());
            assertEquals(List.of(id, "second"), itemIds(ada, thread));
            var first = PageRequest.first(1, SortOrder.ASC);
            var page = store().listItems(ada, thread.id(), ItemScope.ALL, first);
            assertEquals(id, Cursor.parse(page.after()).id());
            page = store().listItems(ada, thread.id(), ItemScope.ALL, first.next(page));
            assertEquals("second", page.data().getFirst().id());
            assertEquals(true, store().deleteItem(ada, thread.id(), id));
            assertEquals(true, store().deleteThread(ada, thread.id()));
        }
    }

    @Test
    default void idsOfMaximumLength_areAccepted() {
        var ada = newUser();
        String longest = "日".repeat(219) + UUID.randomUUID();
        var opportunity = opportunities().createOpportunity(ada, longest, OpportunityDetails.named("x"));
        var thread = store().addThread(
                        ada, ChatThread.create(longest, clock().instant()).withOpportunityId(longest));
        store().addItem(ada, message(thread, longest));
        assertEquals(longest, store().loadItem(ada, longest, longest).id());
        assertEquals(
                1,
                store().listThreads(ada, opportunity.id(), everything()).data().size());
    }

    @Test
    default void ids_areCaseAndSpaceSensitive() {
        var ada = newUser();
        var thread = addThread(ada);
        var ids = List.of("msg", "Msg", "msg ", " msg", "e\u0301", "é");
        ids.forEach(id -> addMessage(ada, thread, id));
        assertEquals(ids, itemIds(ada, thread));
    }

    @Test
    default void textOfOneMebibyte_isPreserved() {
        var ada = newUser();
        String text = "Grüße 😀 \\\"quoted\\\" ".repeat(1 << 16).substring(0, 1 << 20);
        text = text.substring(0, text.lastIndexOf(' '));
        var thread = addThread(ada);
        var item = item(thread, "msg_1", "{\"text\":\"" + text + "\"}");
        store().addItem(ada, item);
        StoreAssertions.assertEquivalent(item, store().loadItem(ada, thread.id(), "msg_1"));
        StoreAssertions.assertEquivalentItems(List.of(item), items(ada, thread));
        var titled = store().updateThread(ada, thread.id(), old -> old.withTitle("x".repeat(1 << 20)));
        assertEquals(titled.title(), store().loadThread(ada, thread.id()).title());
    }

    @Test
    default void nul_isStoredAsReplacementCharacter() {
        assertStoredAsReplacementCharacter("\0", "\\u0000");
    }

    @Test
    default void unpairedSurrogate_isStoredAsReplacementCharacter() {
        assertStoredAsReplacementCharacter("\ud83d", "\\ud83d");
        assertStoredAsReplacementCharacter("\ude00", "\\ude00");
    }

    private void assertStoredAsReplacementCharacter(String character, String escape) {
        var ada = newUser();
        var json =
                "{\"a\\u0000b\":[\"\\u0000\",\"x\\u0000y\\\\u0000\"],\"n\":{\"\\u0000\":1}}".replace("\\u0000", escape);
        var kept = "{\"a\ufffdb\":[\"\ufffd\",\"x\ufffdy\\\\u0000\"],\"n\":{\"\ufffd\":1}}".replace("\\u0000", escape);
        var thread = store().addThread(
                        ada,
                        newThread()
                                .withTitle("a" + character + "b")
                                .withStatus(new ThreadStatus.Closed(character))
                                .withAllowedImageDomains(List.of("x" + character))
                                .withMetadata(json));
        var expected = thread.withTitle("a\ufffdb")
                .withStatus(new ThreadStatus.Closed("\ufffd"))
                .withAllowedImageDomains(List.of("x\ufffd"))
                .withMetadata(kept);
        StoreAssertions.assertEquivalent(expected, thread);
        StoreAssertions.assertEquivalent(expected, store().loadThread(ada, thread.id()));

        store().addItem(ada, item(thread, "msg_1", json));
        StoreAssertions.assertEquivalentJson(
                kept, store().loadItem(ada, thread.id(), "msg_1").content());
        store().saveItem(ada, item(thread, "msg_1", "{}"));
        store().saveItem(ada, item(thread, "msg_1", json));
        StoreAssertions.assertEquivalentJson(
                kept, store().loadItem(ada, thread.id(), "msg_1").content());
        store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent("{\"" + escape + "\":0}"));
        StoreAssertions.assertEquivalentJson(
                "{\"\ufffd\":0}", store().loadItem(ada, thread.id(), "msg_1").content());

        var attachment = attachment(thread, character + ".pdf", "a/" + character, json);
        store().saveAttachment(ada, attachment);
        var loaded = store().loadAttachment(ada, attachment.id());
        assertEquals("\ufffd.pdf a/\ufffd", loaded.name() + " " + loaded.mimeType());
        StoreAssertions.assertEquivalentJson(kept, loaded.details());

        String id = opportunities().generateOpportunityId();
        opportunities()
                .createOpportunity(
                        ada,
                        id,
                        new OpportunityDetails(
                                character, "c" + character, "d" + character, "p" + character, "s" + character));
        assertEquals(
                new OpportunityDetails("\ufffd", "c\ufffd", "d\ufffd", "p\ufffd", "s\ufffd"),
                opportunities().loadOpportunity(ada, id).details());
    }

    private void assertPreserved(String json) {
        var ada = newUser();
        var thread = store().addThread(ada, newThread().withMetadata(json));
        StoreAssertions.assertEquivalentJson(json, thread.metadata());
        StoreAssertions.assertEquivalentJson(
                json, store().loadThread(ada, thread.id()).metadata());
        store().addItem(ada, item(thread, "added", json));
        store().saveItem(ada, item(thread, "saved", "{}"));
        store().saveItem(ada, item(thread, "saved", json));
        store().saveItem(ada, item(thread, "updated", "{}"));
        store().updateItem(ada, thread.id(), "updated", old -> old.withContent(json));
        var items = items(ada, thread);
        assertEquals(3, items.size());
        for (ThreadItem item : items) {
            StoreAssertions.assertEquivalentJson(json, item.content());
            StoreAssertions.assertEquivalentJson(
                    json, store().loadItem(ada, thread.id(), item.id()).content());
        }
        var attachment = attachment(thread, "x", "x/y", json);
        store().saveAttachment(ada, attachment);
        StoreAssertions.assertEquivalentJson(
                json, store().loadAttachment(ada, attachment.id()).details());
    }
}
