package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.store.ResourceType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Invalid values are rejected before anything is changed. */
public interface ValidationContract extends StoreContract {
    @TestFactory
    default Stream<DynamicTest> invalidContent_isRejectedBeforeAnyChange() {
        return Stream.concat(
                        JsonSamples.rejected().entrySet().stream(),
                        JsonSamples.withEnvelopeMembers().entrySet().stream())
                .map(sample -> dynamicTest(sample.getKey(), () -> assertContentRejected(sample.getValue())));
    }

    @TestFactory
    default Stream<DynamicTest> invalidMetadataAndDetails_areRejectedBeforeAnyChange() {
        return JsonSamples.rejected().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> assertMetadataRejected(sample.getValue())));
    }

    private void assertContentRejected(String json) {
        var ada = newUser();
        var thread = addThread(ada);
        var item = addMessage(ada, thread, "msg_1");
        clock().tick();
        StoreAssertions.assertRejected(() -> store().addItem(ada, item(thread, "msg_2", json)));
        StoreAssertions.assertRejected(() -> store().saveItem(ada, item(thread, "msg_2", json)));
        StoreAssertions.assertRejected(() -> store().saveItem(ada, item(thread, "msg_1", json)));
        StoreAssertions.assertRejected(
                () -> store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent(json)));
        StoreAssertions.assertEquivalentItems(List.of(item), items(ada, thread));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        assertEquals(2, nextPosition(ada, thread));
    }

    private void assertMetadataRejected(String json) {
        var ada = newUser();
        var thread = addThread(ada);
        var stored = attachment(thread, "x", "x/y", "{}");
        store().saveAttachment(ada, stored);
        StoreAssertions.assertRejected(() -> store().addThread(ada, newThread().withMetadata(json)));
        StoreAssertions.assertRejected(() -> store().saveThread(ada, newThread().withMetadata(json)));
        StoreAssertions.assertRejected(
                () -> store().saveThread(ada, thread.withTitle("no").withMetadata(json)));
        StoreAssertions.assertRejected(() -> store().updateThread(
                        ada, thread.id(), old -> old.withTitle("no").withMetadata(json)));
        var fresh = attachment(thread, "x", "x/y", json);
        StoreAssertions.assertRejected(() -> store().saveAttachment(ada, fresh));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, fresh.id(), () -> store().loadAttachment(ada, fresh.id()));
        assertEquals(List.of(thread.id()), threadIds(ada));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        StoreAssertions.assertEquivalent(stored, store().loadAttachment(ada, stored.id()));
    }
}
