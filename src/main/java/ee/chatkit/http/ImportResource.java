package ee.chatkit.http;

import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.Problem;
import ee.chatkit.transfer.Checked;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.Progress;
import ee.chatkit.transfer.Spool.Spooled;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in a file that an export wrote. */
@Path("import")
@Produces(ExportLineJson.MEDIA_TYPE)
@Dependent
public final class ImportResource {
    @Inject
    private Transfers transfers;

    /** Nothing is written before the whole file was looked at. */
    @POST
    @Consumes(ExportLineJson.MEDIA_TYPE)
    public Response add(
            @BeanParam Call call,
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("report") @Nullable String report,
            @Context HttpHeaders headers,
            InputStream body) {
        call.requireKnownParameters(Set.of("dry_run", "report"));
        var wish = new Import.Wish(
                call.caller(),
                transfers.rights(call),
                !Queries.flag("dry_run", dryRun),
                Queries.word("report", report, "all", "refused").equals("refused"));
        requireKnownEncoding(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
        return answer(transfers.takePlace(), body, wish);
    }

    /** The first part is written before the answer begins: a store that is away is said by its status. */
    private Response answer(Transfers.Place place, InputStream body, Import.Wish wish) {
        Spooled file = null;
        ImportRun run = null;
        ImportAnswer report = null;
        try {
            file = transfers.spool().take(body);
            requireGood(Import.check(file, Progress.NONE));
            run = transfers.imports().begin(file, wish);
            report = new ImportAnswer(place, file, run, run.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (report == null) {
                close(place, file, run);
            }
        }
        return Response.ok(report)
                .header(HttpHeaders.CONTENT_TYPE, ExportLineJson.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private static void close(Transfers.Place place, @Nullable Spooled file, @Nullable ImportRun run) {
        try (place;
                file;
                run) {
            // the run first and the place last, each whatever happens to the others
        }
    }

    private static void requireGood(Checked checked) {
        if (!checked.isGood()) {
            List<Problem.AtLine> errors = checked.problems().stream()
                    .map(problem -> new Problem.AtLine(problem.line(), problem.detail()))
                    .toList();
            long all = errors.size() + checked.more();
            String detail = "line " + errors.getFirst().line() + ' '
                    + errors.getFirst().detail() + (all == 1 ? "" : ", and " + (all - 1) + " more problems")
                    + "; nothing was imported";
            throw new RefusedException(ProblemKind.INVALID_FILE.problem(detail).withErrors(errors));
        }
    }

    /** What is compressed by gzip says so in its first bytes too. */
    private static void requireKnownEncoding(@Nullable String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase(Queries.GZIP) && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "a file may be compressed by gzip only");
        }
    }
}
