package ee.chatkit.http.resource;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.servlet.ClientConnection;
import ee.chatkit.store.Store;
import ee.chatkit.transfer.Export.Options;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Export of the caller's data, or of all users' data, as one file. */
@Path("export")
@Produces(ExportLineJson.MEDIA_TYPE)
@Dependent
public final class ExportResource extends RestResource {
    static final String GZIP = "gzip";

    private static final System.Logger LOG = System.getLogger(ExportResource.class.getName());
    private static final Pattern NOT_ACCEPTABLE = Pattern.compile("q=0(\\.0*)?");

    @Inject
    private Store store;

    @Inject
    private TransferLimiter transfers;

    @Inject
    private AuditTrail auditTrail;

    /**
     * Once the response has begun, its status is sent. An export that fails then aborts the connection, so that the
     * client sees an error; a truncated file is recognized by its missing last line as well.
     */
    @GET
    public Response read(
            @QueryParam("users") @Nullable String users,
            @QueryParam("contents") @Nullable String contents,
            @QueryParam("after") @Nullable String after,
            @Context Request request,
            @Context HttpServletRequest servletRequest,
            @Context HttpServletResponse servletResponse) {
        requireKnownParameters(Set.of("users", "contents", "after"));
        Options options = options(users, QueryParameters.flag("contents", contents), after);
        store.forDisplay()
                .listThreads(
                        caller(),
                        PageRequest.first(1, SortOrder.DESC)); // fails while there still is a status to tell it
        boolean gzip = acceptsGzip(header(HttpHeaders.ACCEPT_ENCODING));
        String fileName = "chatkit-export-" + LocalDate.ofInstant(now(), ZoneOffset.UTC) + ".ndjson";
        var response = Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, ExportLineJson.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, FileResponses.disposition("attachment", fileName))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (gzip) {
            response.header(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        if (!request.getMethod().equals(HttpMethod.HEAD)) {
            TransferLimiter.Permit permit = transfers.acquire();
            response.entity(new ExportStream(
                    transfers,
                    permit,
                    begin(permit, options),
                    options,
                    gzip,
                    ClientConnection.of(servletRequest),
                    servletResponse::isCommitted));
        }
        return response.build();
    }

    /** Records the export before anything of it is sent. */
    private TransferAudit begin(TransferLimiter.Permit permit, Options options) {
        try {
            return TransferAudit.begin(auditTrail, TransferAudit.export(caller(), options));
        } catch (RuntimeException | Error e) {
            permit.close();
            throw e;
        }
    }

    private Options options(@Nullable String users, boolean contents, @Nullable String after) {
        boolean admin = isAdmin();
        boolean allUsers = QueryParameters.choice("users", users, "own", "all").equals("all");
        if (allUsers && !admin) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "users=all requires the administrator role", "users");
        }
        if (after != null && !Ids.isValid(after)) {
            throw new InvalidInputException("after", "must be the id of a thread");
        }
        Caller caller = caller();
        if (allUsers) {
            LOG.log(Level.INFO, "Export of all users'' data by \"{0}\"", caller.userId());
        }
        return new Options(allUsers ? null : caller, contents, admin, after);
    }

    private static boolean acceptsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.replace(" ", "").split(";", -1);
            if (parts[0].equals(GZIP)) {
                return parts.length < 2 || !NOT_ACCEPTABLE.matcher(parts[1]).matches();
            }
        }
        return false;
    }
}
