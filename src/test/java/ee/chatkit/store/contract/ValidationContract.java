package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.store.ResourceType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What cannot be kept is refused before anything is changed. */
public interface ValidationContract extends StoreContract {
    @TestFactory
    default Stream<DynamicTest> whatIsNoContentIsRefusedBeforeAnythingIsChanged() {
        return Stream.concat(JsonSamples.refused().entrySet().stream(), JsonSamples.reserved().entrySet().stream())
                .map(sample -> dynamicTest(sample.getKey(), () -> assertContentRefused(sample.getValue())));
    }

    @TestFactory
    default Stream<DynamicTest> whatIsNoJsonObjectIsRefusedAsMetadataAndDetails() {
        return JsonSamples.refused().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> assertMetadataRefused(sample.getValue())));
    }

    @Test
    default void halfASurrogatePairIsRefusedInPlainText() {
        var ada = newUser();
        var thread = addThread(ada);
        for (String half : List.of("\ud83d", "\ude00 x", "\ude00\ud83d")) {
            StoreAssertions.refused(() -> store().addThread(ada, newThread().withTitle(half)));
            StoreAssertions.refused(() -> store().saveThread(ada, thread.withTitle(half)));
            StoreAssertions.refused(() -> store().updateThread(ada, thread.id(), old -> old.withTitle(half)));
            StoreAssertions.refused(
                    () -> store().updateThread(ada, thread.id(), old -> old.withAllowedImageDomains(List.of(half))));
            StoreAssertions.refused(() -> store().saveAttachment(ada, attachment(thread, half, "x/y", "{}")));
            StoreAssertions.refused(() -> store().saveAttachment(ada, attachment(thread, "x", half, "{}")));
        }
        assertEquals(List.of(thread), store().listThreads(ada, everything()).data());
    }

    private void assertContentRefused(String json) {
        var ada = newUser();
        var thread = addThread(ada);
        var item = addMessage(ada, thread, "msg_1");
        clock().tick();
        StoreAssertions.refused(() -> store().addItem(ada, item(thread, "msg_2", json)));
        StoreAssertions.refused(() -> store().saveItem(ada, item(thread, "msg_2", json)));
        StoreAssertions.refused(() -> store().saveItem(ada, item(thread, "msg_1", json)));
        StoreAssertions.refused(() -> store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent(json)));
        StoreAssertions.sameItems(List.of(item), items(ada, thread));
        StoreAssertions.same(thread, store().loadThread(ada, thread.id()));
        assertEquals(2, nextPosition(ada, thread));
    }

    private void assertMetadataRefused(String json) {
        var ada = newUser();
        var thread = addThread(ada);
        var stored = attachment(thread, "x", "x/y", "{}");
        store().saveAttachment(ada, stored);
        StoreAssertions.refused(() -> store().addThread(ada, newThread().withMetadata(json)));
        StoreAssertions.refused(() -> store().saveThread(ada, newThread().withMetadata(json)));
        StoreAssertions.refused(
                () -> store().saveThread(ada, thread.withTitle("no").withMetadata(json)));
        StoreAssertions.refused(() -> store().updateThread(
                        ada, thread.id(), old -> old.withTitle("no").withMetadata(json)));
        var fresh = attachment(thread, "x", "x/y", json);
        StoreAssertions.refused(() -> store().saveAttachment(ada, fresh));
        StoreAssertions.notFound(ResourceType.ATTACHMENT, fresh.id(), () -> store().loadAttachment(ada, fresh.id()));
        assertEquals(List.of(thread.id()), threadIds(ada));
        StoreAssertions.same(thread, store().loadThread(ada, thread.id()));
        StoreAssertions.same(stored, store().loadAttachment(ada, stored.id()));
    }
}
