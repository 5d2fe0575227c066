package ee.chatkit.chat;

import ee.chatkit.journal.NodeTurns;
import ee.chatkit.responder.Responder;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.telemetry.Telemetry;
import java.time.Clock;

/** The collaborators of the engine. */
public record ChatServices(
        Store store,
        OpportunityStore opportunities,
        ItemService items,
        DeferredItems deferred,
        Responder responder,
        AttachmentService attachments,
        Clock clock,
        NodeTurns turns,
        Telemetry telemetry) {
    /** Without telemetry. */
    public ChatServices(
            Store store,
            OpportunityStore opportunities,
            ItemService items,
            DeferredItems deferred,
            Responder responder,
            AttachmentService attachments,
            Clock clock,
            NodeTurns turns) {
        this(store, opportunities, items, deferred, responder, attachments, clock, turns, Telemetry.off());
    }

    /** With stores for reads whose results are displayed: {@link Store#forDisplay}. */
    ChatServices forDisplay() {
        return new ChatServices(
                store.forDisplay(),
                opportunities.forDisplay(),
                items,
                deferred,
                responder,
                attachments,
                clock,
                turns,
                telemetry);
    }
}
