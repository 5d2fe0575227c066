package ee.chatkit.protocol.json;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditRecord;

/** Writes records of the audit log. */
public final class AuditJson {
    private AuditJson() {}

    /** Writes a record. */
    public static String write(AuditRecord stored) {
        AuditEntry entry = stored.entry();
        var details = new JsonObjectWriter();
        entry.details().forEach((name, value) -> details.rawEscapingName(name, JsonIo.quote(value)));
        return new JsonObjectWriter()
                .number("number", stored.number())
                .time("at", stored.at())
                .text("actor", entry.actor())
                .text("origin", entry.origin())
                .text("action", entry.action())
                .text("object_type", entry.objectType())
                .text("object_id", entry.objectId())
                .enumName("outcome", entry.outcome())
                .raw("details", details.end())
                .text("previous_hash", stored.previousHash())
                .text("hash", stored.hash())
                .end();
    }
}
