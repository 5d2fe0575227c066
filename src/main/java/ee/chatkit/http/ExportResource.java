package ee.chatkit.http;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.store.Store;
import ee.chatkit.transfer.Export.Options;
import ee.chatkit.transfer.ProgressListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** All that the caller has, or all that everybody has, as one file. */
@Path("export")
@Produces(ExportLineJson.MEDIA_TYPE)
@Dependent
public final class ExportResource {
    private static final System.Logger LOG = System.getLogger(ExportResource.class.getName());

    @Inject
    private Store store;

    @Inject
    private TransferLimiter transferLimiter;

    @Inject
    private HttpSettings settings;

    /** A file that is cut has no last line; the answer cannot say so any more once it has begun. */
    @GET
    public Response read(
            @BeanParam RequestParameters requestParameters,
            @QueryParam("users") @Nullable String users,
            @QueryParam("contents") @Nullable String contents,
            @QueryParam("after") @Nullable String after,
            @Context HttpHeaders headers,
            @Context Request request) {
        requestParameters.requireKnownParameters(Set.of("users", "contents", "after"));
        Options options = wish(requestParameters, users, QueryParameters.flag("contents", contents), after);
        store.listThreads(
                requestParameters.caller(),
                PageRequest.first(1, SortOrder.DESC)); // as long as a refusal can still be said
        boolean packed = QueryParameters.acceptsGzip(headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
        var response = Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, ExportLineJson.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, FileResponses.disposition("attachment", fileName()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (packed) {
            response.header(HttpHeaders.CONTENT_ENCODING, QueryParameters.GZIP);
        }
        return request.getMethod().equals(HttpMethod.HEAD)
                ? response.build()
                : response.entity(file(options, packed, transferLimiter.takePlace()))
                        .build();
    }

    private Options wish(
            RequestParameters requestParameters, @Nullable String users, boolean contents, @Nullable String after) {
        boolean admin = transferLimiter.isAdmin(requestParameters);
        boolean everybody = QueryParameters.word("users", users, "own", "all").equals("all");
        if (everybody && !admin) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "users=all requires the administrator role", "users");
        }
        if (after != null && !Ids.isValid(after)) {
            throw new InvalidInputException("after", "must be the id of a thread");
        }
        Caller caller = requestParameters.caller();
        if (everybody) {
            LOG.log(Level.INFO, "\"{0}\" exports what all users have.", caller.userId());
        }
        return new Options(everybody ? null : caller, contents, admin, after);
    }

    private StreamingOutput file(Options options, boolean packed, TransferLimiter.Permit permit) {
        return out -> {
            try (permit) {
                if (packed) {
                    var gzip = new FastGzip(out);
                    transferLimiter.exports().write(options, gzip, ProgressListener.NONE);
                    gzip.finish(); // not when it failed: what is cut must look so
                } else {
                    transferLimiter.exports().write(options, out, ProgressListener.NONE);
                }
            }
        };
    }

    private String fileName() {
        return "chatkit-export-" + LocalDate.ofInstant(settings.clock().instant(), ZoneOffset.UTC) + ".ndjson";
    }

    /** Nobody waits for the last per cent. What is flushed can be unpacked. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
