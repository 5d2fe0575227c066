package ee.chatkit.faults;

import java.util.Optional;

/** Writes of opportunities over REST. */
final class OpportunityWrites {
    private final WriterSession session;
    private final WriteLedger ledger;

    OpportunityWrites(WriterSession session) {
        this.session = session;
        this.ledger = session.ledger();
    }

    /** An opportunity and its name, which stays. */
    record Named(WrittenResource opportunity, String name) {
        String path() {
            return "opportunities/" + opportunity.requireId();
        }
    }

    /** Creates an opportunity. Returns it, or empty if its creation was not acknowledged. */
    Optional<Named> create() {
        String name = session.uniqueName();
        String phase = session.uniqueName();
        String id = session.uniqueId("opp");
        var opportunity =
                ledger.beginCreation(WrittenType.OPPORTUNITY, null, id, Requests.opportunityContent(name, phase));
        Optional<Reply> reply = session.sendRepeatedly(
                        "POST",
                        "opportunities",
                        Requests.object("id", id, "name", name, "current_phase", phase),
                        Requests.JSON)
                .filter(Reply::isSuccess);
        reply.ifPresent(created -> ledger.acknowledgeCreation(opportunity, id));
        return reply.map(created -> new Named(opportunity, name));
    }

    void change(Named changed) {
        String phase = session.uniqueName();
        changed.opportunity().beginChange(Requests.opportunityContent(changed.name(), phase));
        if (session.send("PATCH", changed.path(), Requests.object("current_phase", phase), Requests.JSON)
                .filter(Reply::isSuccess)
                .isPresent()) {
            ledger.acknowledgeChange(changed.opportunity());
        }
    }

    /** Deletes an opportunity with its threads. */
    void delete(Named deleted) {
        deleted.opportunity().beginDeletion();
        if (session.send("DELETE", deleted.path(), new byte[0])
                .filter(Reply::isSuccess)
                .isPresent()) {
            ledger.acknowledgeDeletion(deleted.opportunity());
        }
    }
}
