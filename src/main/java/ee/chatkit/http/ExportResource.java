package ee.chatkit.http;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Order;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.store.Store;
import ee.chatkit.transfer.Export.Wish;
import ee.chatkit.transfer.Progress;
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
    private Transfers transfers;

    @Inject
    private HttpSettings settings;

    /** A file that is cut has no last line; the answer cannot say so any more once it has begun. */
    @GET
    public Response read(
            @BeanParam Call call,
            @QueryParam("users") @Nullable String users,
            @QueryParam("contents") @Nullable String contents,
            @QueryParam("after") @Nullable String after,
            @Context HttpHeaders headers,
            @Context Request request) {
        call.requireKnownParameters(Set.of("users", "contents", "after"));
        Wish wish = wish(call, users, Queries.flag("contents", contents), after);
        store.listThreads(call.caller(), PageRequest.first(1, Order.DESC)); // as long as a refusal can still be said
        boolean packed = Queries.acceptsGzip(headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
        var response = Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, ExportLineJson.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, Downloads.disposition("attachment", fileName()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (packed) {
            response.header(HttpHeaders.CONTENT_ENCODING, Queries.GZIP);
        }
        return request.getMethod().equals(HttpMethod.HEAD)
                ? response.build()
                : response.entity(file(wish, packed, transfers.takePlace())).build();
    }

    private Wish wish(Call call, @Nullable String users, boolean contents, @Nullable String after) {
        boolean admin = transfers.isAdmin(call);
        boolean everybody = Queries.word("users", users, "own", "all").equals("all");
        if (everybody && !admin) {
            throw new RefusedException(ProblemKind.FORBIDDEN, "what others have is for administrators", "users");
        }
        if (after != null && !Ids.isId(after)) {
            throw new InvalidInputException("after", "must be the id of a thread");
        }
        Caller caller = call.caller();
        if (everybody) {
            LOG.log(Level.INFO, "\"{0}\" exports what all users have.", caller.userId());
        }
        return new Wish(everybody ? null : caller, contents, admin, after);
    }

    private StreamingOutput file(Wish wish, boolean packed, Transfers.Place place) {
        return out -> {
            try (place) {
                if (packed) {
                    var gzip = new FastGzip(out);
                    transfers.exports().write(wish, gzip, Progress.NONE);
                    gzip.finish(); // not when it failed: what is cut must look so
                } else {
                    transfers.exports().write(wish, out, Progress.NONE);
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
