package ee.chatkit.http.resource;

import ee.chatkit.governance.Retention;
import ee.chatkit.governance.RetentionReport;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RetentionDocument;
import ee.chatkit.protocol.json.RetentionDocument.Entry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What retention would delete. Requires the administrator role. */
@Path("retention")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
@SuppressWarnings("NullAway.Init")
public final class RetentionResource extends RestResource {
    @Inject
    private Retention retention;

    /** A dry run. */
    @GET
    public Response report(@QueryParam(QueryParameters.AFTER) @Nullable String after) {
        requireAdmin();
        if (after != null && !Ids.isValid(after)) {
            throw new InvalidInputException(QueryParameters.AFTER, "must be the id of a thread");
        }
        RetentionReport report = retention.dryRun(after);
        return Responses.ok(new RetentionDocument(
                        report.inactiveDays(),
                        report.scanned(),
                        report.deleted(),
                        report.held(),
                        report.threads().stream()
                                .map(thread -> new Entry(
                                        thread.id(), thread.opportunityId(), thread.updatedAt(), thread.holdId()))
                                .toList(),
                        report.after())
                .json());
    }
}
