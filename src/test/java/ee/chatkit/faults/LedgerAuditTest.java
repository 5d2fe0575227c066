package ee.chatkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit finds each kind of damage, and accepts what a request with an open outcome may have left. */
class LedgerAuditTest {
    private static final Instant NEWER = Instant.parse("2026-11-30T10:00:01Z");
    private static final Instant OLDER = Instant.parse("2026-11-30T10:00:00Z");

    private final WriteLedger ledger = new WriteLedger();
    private final FakeState state = new FakeState();
    private WrittenResource thread;
    private WrittenResource first;
    private WrittenResource second;

    /** Two acknowledged items in an acknowledged thread, all of it stored. */
    @BeforeEach
    void writeThread() {
        thread = create(WrittenType.THREAD, null, "thr_1", "Title");
        first = create(WrittenType.ITEM, thread, "msg_1", "note:first");
        second = create(WrittenType.ITEM, thread, "msg_2", "note:second");
        state.threads.add(new StoredResource("thr_1", "Title", NEWER));
        state.items.put("thr_1", new ArrayList<>());
        store("msg_1", "note:first");
        store("msg_2", "note:second");
    }

    @Test
    void everythingStored_hasNoFindings() {
        assertFindings();
    }

    @Test
    void missingItem_isLost() {
        items().removeFirst();
        assertFindings(AuditFinding.Type.LOST);
    }

    @Test
    void missingThread_isLostWithItsItems() {
        state.threads.clear();
        state.items.clear();
        assertFindings(AuditFinding.Type.LOST, AuditFinding.Type.LOST);
    }

    @Test
    void threadMissingInItsListOnly_isLost() {
        state.alone.add(state.threads.removeFirst());
        assertFindings(AuditFinding.Type.LOST);
    }

    @Test
    void missingOpportunityAndFile_areLost() {
        create(WrittenType.OPPORTUNITY, null, "opp_1", "Pier|planned");
        create(WrittenType.ATTACHMENT, null, "atc_1", Requests.fileContent("plan", new byte[] {1}));
        assertFindings(AuditFinding.Type.LOST, AuditFinding.Type.LOST);
    }

    @Test
    void otherContent_isChanged() {
        items().set(0, new StoredResource("msg_1", "note:other", NEWER));
        assertFindings(AuditFinding.Type.CHANGED);
    }

    @Test
    void contentBeforeAnAcknowledgedChange_isChanged() {
        first.beginChange("note:later");
        ledger.acknowledgeChange(first);
        assertFindings(AuditFinding.Type.CHANGED);
        items().set(0, new StoredResource("msg_1", "note:later", NEWER));
        assertFindings();
    }

    @Test
    void fileWithOtherOrNoBytes_isChanged() {
        var file = create(WrittenType.ATTACHMENT, null, "atc_1", Requests.fileContent("plan", new byte[] {1}));
        state.alone.add(new StoredResource("atc_1", Requests.fileContent("plan", new byte[] {2}), NEWER));
        assertFindings(AuditFinding.Type.CHANGED);
        state.alone.set(0, new StoredResource("atc_1", Requests.announced("plan"), NEWER));
        assertFindings(AuditFinding.Type.CHANGED);
        file.beginChange(Requests.announced("plan"));
        assertFindings();
    }

    @Test
    void changeWithOpenOutcome_mayHaveTakenEffectOrNot() {
        first.beginChange("note:later");
        assertFindings();
        items().set(0, new StoredResource("msg_1", "note:later", NEWER));
        assertFindings();
        items().set(0, new StoredResource("msg_1", "note:never", NEWER));
        assertFindings(AuditFinding.Type.CHANGED);
    }

    @Test
    void acknowledgedItemStoredAgainUnderAnotherId_isDoubled() {
        store("msg_3", "note:second");
        assertFindings(AuditFinding.Type.DOUBLED);
    }

    @Test
    void itemListedTwice_isDoubled() {
        store("msg_2", "note:second");
        assertFindings(AuditFinding.Type.DOUBLED);
    }

    @Test
    void requestWithOpenOutcome_mayTakeEffectOnce() {
        ledger.beginCreation(WrittenType.ITEM, thread, null, "note:open");
        assertFindings();
        store("msg_3", "note:open");
        assertFindings();
        store("msg_4", "note:open");
        assertFindings(AuditFinding.Type.DOUBLED);
    }

    @Test
    void repeatedRequestThatWasAcknowledged_mayTakeEffectOnce() {
        var repeated = ledger.beginCreation(WrittenType.ITEM, thread, null, "note:repeated");
        ledger.acknowledgeCreation(repeated, "msg_3");
        store("msg_3", "note:repeated");
        assertFindings();
        store("msg_4", "note:repeated");
        assertFindings(AuditFinding.Type.DOUBLED);
    }

    @Test
    void repeatedRequestAcknowledgedUnderAnotherId_isDoubled() {
        ledger.acknowledgeCreation(second, "msg_2");
        assertFindings();
        ledger.acknowledgeCreation(second, "msg_3");
        items().set(1, new StoredResource("msg_3", "note:second", NEWER));
        assertFindings(AuditFinding.Type.DOUBLED);
    }

    @Test
    void acknowledgedBeginningOfAnAnswer_isItsContent() {
        var answer = ledger.beginAnswer(thread, "assistant_message:You said: Hello");
        ledger.acknowledgeCreation(answer, "msg_3");
        answer.acknowledgeBeginning("assistant_message:You sa");
        store("msg_3", "assistant_message:You sa");
        assertFindings();
        items().set(2, new StoredResource("msg_3", "assistant_message:You said: Hello", NEWER));
        assertFindings(AuditFinding.Type.CHANGED);
    }

    @Test
    void whatAnEarlierAuditFound_mustStay() {
        ledger.beginCreation(WrittenType.ITEM, thread, null, "note:open");
        store("msg_3", "note:open");
        assertFindings();
        items().removeLast();
        assertFindings(AuditFinding.Type.LOST);
    }

    @Test
    void itemThatNothingHasWritten_isUnknown() {
        store("msg_3", "note:strange");
        assertFindings(AuditFinding.Type.UNKNOWN);
    }

    @Test
    void deletedItemThatIsBack_isResurrected() {
        second.beginDeletion();
        assertFindings();
        ledger.acknowledgeDeletion(second);
        assertFindings(AuditFinding.Type.RESURRECTED);
        items().removeLast();
        assertFindings();
    }

    @Test
    void deletedThreadThatIsBack_isResurrectedWithItsItems() {
        thread.beginDeletion();
        ledger.acknowledgeDeletion(thread);
        assertFindings(AuditFinding.Type.RESURRECTED, AuditFinding.Type.RESURRECTED);
        state.threads.clear();
        state.items.clear();
        assertFindings();
    }

    @Test
    void threadOfDeletedOpportunity_isResurrected() {
        var opportunity = create(WrittenType.OPPORTUNITY, null, "opp_1", "Pier|planned");
        create(WrittenType.THREAD, opportunity, "thr_2", "In it");
        opportunity.beginDeletion();
        ledger.acknowledgeDeletion(opportunity);
        assertFindings();
        state.alone.add(new StoredResource("thr_2", "In it", NEWER));
        assertFindings(AuditFinding.Type.RESURRECTED);
    }

    @Test
    void deletionWithOpenOutcome_mayHaveTakenEffectOrNot() {
        thread.beginDeletion();
        assertFindings();
        state.threads.clear();
        state.items.clear();
        assertFindings();
    }

    @Test
    void itemsInAnotherOrderThanAcknowledged_areFound() {
        items().addFirst(items().removeLast());
        assertFindings(AuditFinding.Type.ORDER);
    }

    @Test
    void listWithAnOlderThreadFirst_isFound() {
        create(WrittenType.THREAD, null, "thr_2", "Second");
        state.items.put("thr_2", List.of());
        state.threads.add(new StoredResource("thr_2", "Second", OLDER));
        assertFindings();
        state.threads.addFirst(state.threads.removeLast());
        assertFindings(AuditFinding.Type.ORDER);
    }

    @Test
    void answerOfInterruptedTurn_mayBePartialUntilAcknowledged() {
        var answer = ledger.beginAnswer(thread, "assistant_message:You said: Hello");
        store("msg_3", "assistant_message:You sa");
        assertFindings();
        ledger.acknowledgeCreation(answer, "msg_3");
        assertFindings(AuditFinding.Type.CHANGED);
    }

    @Test
    void threadOfInterruptedTurn_isRecognizedByItsMessage() {
        var created = ledger.beginCreation(WrittenType.THREAD, null, null, WrittenResource.ANY);
        ledger.beginCreation(WrittenType.ITEM, created, null, "user_message:Hello");
        state.threads.addFirst(new StoredResource("thr_9", "Any title", NEWER));
        state.items.put("thr_9", List.of(new StoredResource("msg_9", "user_message:Hello", NEWER)));
        assertFindings();
        state.threads.addFirst(new StoredResource("thr_8", "Any title", NEWER));
        state.items.put("thr_8", List.of(new StoredResource("msg_8", "user_message:Hello", NEWER)));
        assertFindings(AuditFinding.Type.UNKNOWN);
    }

    private WrittenResource create(WrittenType type, WrittenResource parent, String id, String content) {
        WrittenResource resource = ledger.beginCreation(type, parent, null, content);
        ledger.acknowledgeCreation(resource, id);
        return resource;
    }

    private List<StoredResource> items() {
        return state.items.get("thr_1");
    }

    private void store(String id, String content) {
        items().add(new StoredResource(id, content, NEWER));
    }

    private void assertFindings(AuditFinding.Type... types) {
        List<AuditFinding> findings = LedgerAudit.audit(ledger, 0, state);
        assertEquals(List.of(types), findings.stream().map(AuditFinding::type).toList(), findings::toString);
    }

    /** A store whose contents a test sets. */
    private static final class FakeState implements StoredState {
        private final List<StoredResource> opportunities = new ArrayList<>();
        private final List<StoredResource> threads = new ArrayList<>();
        private final Map<String, List<StoredResource>> items = new HashMap<>();

        /** What is found by its id, but in no list. */
        private final List<StoredResource> alone = new ArrayList<>();

        @Override
        public List<StoredResource> opportunities() {
            return opportunities;
        }

        @Override
        public List<StoredResource> threads() {
            return threads;
        }

        @Override
        public Optional<List<StoredResource>> items(String threadId) {
            return Optional.ofNullable(items.get(threadId));
        }

        @Override
        public Optional<StoredResource> find(WrittenType type, String threadId, String id) {
            return alone.stream().filter(resource -> resource.id().equals(id)).findFirst();
        }
    }
}
