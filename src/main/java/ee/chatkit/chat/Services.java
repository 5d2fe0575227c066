package ee.chatkit.chat;

import ee.chatkit.responder.Responder;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import java.time.Clock;

/** What the engine is built from. */
public record Services(
        Store store,
        OpportunityStore opportunities,
        Conversations conversations,
        Responder responder,
        Attachments attachments,
        Clock clock) {}
