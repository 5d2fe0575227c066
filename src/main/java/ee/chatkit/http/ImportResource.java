package ee.chatkit.http;

import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.ProgressListener;
import ee.chatkit.transfer.Spool.SpooledFile;
import ee.chatkit.transfer.ValidationResult;
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
    private TransferLimiter transferLimiter;

    /** Nothing is written before the whole file was looked at. */
    @POST
    @Consumes(ExportLineJson.MEDIA_TYPE)
    public Response add(
            @BeanParam RequestParameters requestParameters,
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("report") @Nullable String report,
            @Context HttpHeaders headers,
            InputStream body) {
        requestParameters.requireKnownParameters(Set.of("dry_run", "report"));
        var options = new Import.Options(
                requestParameters.caller(),
                transferLimiter.rights(requestParameters),
                !QueryParameters.flag("dry_run", dryRun),
                QueryParameters.word("report", report, "all", "refused").equals("refused"));
        requireKnownEncoding(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
        return answer(transferLimiter.takePlace(), body, options);
    }

    /** The first part is written before the answer begins: a store that is away is said by its status. */
    private Response answer(TransferLimiter.Permit permit, InputStream body, Import.Options options) {
        SpooledFile file = null;
        ImportRun run = null;
        ImportReportStream report = null;
        try {
            file = transferLimiter.spool().receive(body);
            requireGood(Import.validate(file, ProgressListener.NONE));
            run = transferLimiter.imports().start(file, options);
            report = new ImportReportStream(permit, file, run, run.nextReports());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (report == null) {
                close(permit, file, run);
            }
        }
        return Response.ok(report)
                .header(HttpHeaders.CONTENT_TYPE, ExportLineJson.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private static void close(TransferLimiter.Permit permit, @Nullable SpooledFile file, @Nullable ImportRun run) {
        try (permit;
                file;
                run) {
            // the run first and the place last, each whatever happens to the others
        }
    }

    private static void requireGood(ValidationResult validationResult) {
        if (!validationResult.isValid()) {
            List<ProblemDocument.LineError> errors = validationResult.problems().stream()
                    .map(problem -> new ProblemDocument.LineError(problem.line(), problem.detail()))
                    .toList();
            long all = errors.size() + validationResult.omittedProblems();
            String detail = "line " + errors.getFirst().line() + ' '
                    + errors.getFirst().detail() + (all == 1 ? "" : ", and " + (all - 1) + " more errors")
                    + "; nothing was imported";
            throw new RequestRejectedException(
                    ProblemType.INVALID_FILE.problem(detail).withErrors(errors));
        }
    }

    /** What is compressed by gzip says so in its first bytes too. */
    private static void requireKnownEncoding(@Nullable String encoding) {
        if (encoding != null
                && !encoding.equalsIgnoreCase(QueryParameters.GZIP)
                && !encoding.equalsIgnoreCase("identity")) {
            throw new RequestRejectedException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip or identity");
        }
    }
}
