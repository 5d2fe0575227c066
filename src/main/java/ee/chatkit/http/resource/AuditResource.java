package ee.chatkit.http.resource;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.json.AuditJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.store.AuditCursor;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.AuditLog.Filter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audit log, for administrators. That it was read is recorded in it. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class AuditResource extends RestResource {
    private static final String ACTOR = "actor";
    private static final String ACTION = "action";
    private static final String OBJECT_ID = "object_id";
    private static final String FROM = "from";
    private static final String TO = "to";

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @Inject
    private AuditLog auditLog;

    @Inject
    private AuditTrail auditTrail;

    @GET
    public Response list(
            @QueryParam(ACTOR) @Nullable String actor,
            @QueryParam(ACTION) @Nullable String action,
            @QueryParam(OBJECT_ID) @Nullable String objectId,
            @QueryParam(FROM) @Nullable String from,
            @QueryParam(TO) @Nullable String to) {
        if (!isAdmin()) {
            throw new RequestRejectedException(ProblemType.FORBIDDEN, "The audit log requires the administrator role");
        }
        requireKnownParameters(Set.of(
                ACTOR,
                ACTION,
                OBJECT_ID,
                FROM,
                TO,
                QueryParameters.LIMIT,
                QueryParameters.ORDER,
                QueryParameters.AFTER));
        var filter = new Filter(
                text(ACTOR, actor), text(ACTION, action), text(OBJECT_ID, objectId), time(FROM, from), time(TO, to));
        PageRequest request = page();
        try {
            AuditCursor.after(request);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(QueryParameters.AFTER, "must be the after of a page of the audit log");
        }
        record(filter);
        Page<AuditRecord> found = auditLog.list(filter, request);
        return Responses.ok(ResponseJson.page(found, AuditJson::write));
    }

    /** Before it is read: what cannot be recorded is not shown. */
    private void record(Filter filter) {
        AuditEntry entry = AuditEntry.done(caller(), AuditAction.AUDIT_READ, "audit", null);
        entry = with(entry, ACTOR, filter.actor());
        entry = with(entry, ACTION, filter.action());
        entry = with(entry, OBJECT_ID, filter.objectId());
        entry = with(entry, FROM, filter.from());
        auditTrail.record(with(entry, TO, filter.to()));
    }

    private static AuditEntry with(AuditEntry entry, String name, @Nullable Object value) {
        return value == null ? entry : entry.with(name, value);
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && !Ids.isValid(value)) {
            throw new InvalidInputException(
                    name, "must have 1 to " + AuditEntry.MAX_LENGTH + " characters without control characters");
        }
        return value;
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(value).toInstant();
            if (time.isAfter(LATEST) || time.isBefore(Instant.EPOCH)) {
                throw new DateTimeException("out of range");
            }
            return time;
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    name,
                    "must be a time such as 2026-12-01T09:00:00Z, from 1970 to 9999; the plus sign of an offset must"
                            + " be escaped");
        }
    }
}
