package ee.chatkit.http.resource;

import ee.chatkit.governance.Erasure;
import ee.chatkit.governance.ErasureReport;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ErasureDocument;
import ee.chatkit.protocol.json.ErasureDocument.Held;
import ee.chatkit.store.UserRecords.Counts;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deletes all records of a user. Requires the administrator role. */
@Path("erasures")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
@SuppressWarnings("NullAway.Init")
public final class ErasuresResource extends RestResource {
    @Inject
    private Erasure erasure;

    /** To repeat it does no harm, so it has no idempotency key. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response erase(InputStream body) {
        requireAdmin();
        ErasureReport report = erasure.erase(caller(), new Caller(ErasureDocument.readUser(body(body))));
        return Responses.ok(new ErasureDocument(
                        report.user().userId(),
                        report.isComplete(),
                        counts(report.deleted()),
                        counts(report.kept()),
                        report.held().stream()
                                .map(held -> new Held(held.isThread(), held.id(), held.holdId()))
                                .toList())
                .json());
    }

    private static Map<String, Long> counts(Counts counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        named.put("opportunities", counts.opportunities());
        named.put("threads", counts.threads());
        named.put("items", counts.items());
        named.put("feedback", counts.feedback());
        named.put("attachments", counts.attachments());
        named.put("turns", counts.turns());
        named.put("idempotency_keys", counts.idempotencyKeys());
        named.put("active_opportunity", counts.activeSelections());
        return named;
    }
}
