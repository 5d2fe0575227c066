package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.store.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What cannot be kept is refused before anything is changed. */
public interface RefusalsContract extends StoreContract {
    @TestFactory
    default Stream<DynamicTest> whatIsNoContentIsRefusedBeforeAnythingIsChanged() {
        return Stream.concat(Samples.refused().entrySet().stream(), Samples.reserved().entrySet().stream())
                .map(sample -> dynamicTest(sample.getKey(), () -> assertContentRefused(sample.getValue())));
    }

    @TestFactory
    default Stream<DynamicTest> whatIsNoJsonObjectIsRefusedAsMetadataAndDetails() {
        return Samples.refused().entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> assertMetadataRefused(sample.getValue())));
    }

    @Test
    default void halfASurrogatePairIsRefusedInPlainText() {
        var ada = newUser();
        var thread = addThread(ada);
        for (String half : List.of("\ud83d", "\ude00 x", "\ude00\ud83d")) {
            Expect.refused(() -> store().addThread(ada, newThread().withTitle(half)));
            Expect.refused(() -> store().saveThread(ada, thread.withTitle(half)));
            Expect.refused(() -> store().updateThread(ada, thread.id(), old -> old.withTitle(half)));
            Expect.refused(
                    () -> store().updateThread(ada, thread.id(), old -> old.withAllowedImageDomains(List.of(half))));
            Expect.refused(() -> store().saveAttachment(ada, attachment(thread, half, "x/y", "{}")));
            Expect.refused(() -> store().saveAttachment(ada, attachment(thread, "x", half, "{}")));
        }
        assertEquals(List.of(thread), store().listThreads(ada, everything()).data());
    }

    private void assertContentRefused(String json) {
        var ada = newUser();
        var thread = addThread(ada);
        var item = addMessage(ada, thread, "msg_1");
        clock().tick();
        Expect.refused(() -> store().addItem(ada, item(thread, "msg_2", json)));
        Expect.refused(() -> store().saveItem(ada, item(thread, "msg_2", json)));
        Expect.refused(() -> store().saveItem(ada, item(thread, "msg_1", json)));
        Expect.refused(() -> store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent(json)));
        Expect.sameItems(List.of(item), items(ada, thread));
        Expect.same(thread, store().loadThread(ada, thread.id()));
        assertEquals(2, nextPosition(ada, thread));
    }

    private void assertMetadataRefused(String json) {
        var ada = newUser();
        var thread = addThread(ada);
        var stored = attachment(thread, "x", "x/y", "{}");
        store().saveAttachment(ada, stored);
        Expect.refused(() -> store().addThread(ada, newThread().withMetadata(json)));
        Expect.refused(() -> store().saveThread(ada, newThread().withMetadata(json)));
        Expect.refused(() -> store().saveThread(ada, thread.withTitle("no").withMetadata(json)));
        Expect.refused(() -> store().updateThread(
                        ada, thread.id(), old -> old.withTitle("no").withMetadata(json)));
        var fresh = attachment(thread, "x", "x/y", json);
        Expect.refused(() -> store().saveAttachment(ada, fresh));
        Expect.notFound(Kind.ATTACHMENT, fresh.id(), () -> store().loadAttachment(ada, fresh.id()));
        assertEquals(List.of(thread.id()), threadIds(ada));
        Expect.same(thread, store().loadThread(ada, thread.id()));
        Expect.same(stored, store().loadAttachment(ada, stored.id()));
    }
}
