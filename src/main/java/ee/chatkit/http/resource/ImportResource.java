package ee.chatkit.http.resource;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.servlet.ClientConnection;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.Spool.SpooledFile;
import ee.chatkit.transfer.ValidationResult;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Import of a file that an export wrote. */
@Path("import")
@Produces(ExportLineJson.MEDIA_TYPE)
@Dependent
public final class ImportResource extends RestResource {
    @Inject
    private TransferLimiter transfers;

    @Inject
    private StoredQuotas quotas;

    @Inject
    private AuditTrail auditTrail;

    /** Writes nothing before the whole file is validated. */
    @POST
    @Consumes({
        ExportLineJson.MEDIA_TYPE,
        "application/ndjson", // the format has no registered name
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/gzip",
        MediaType.APPLICATION_OCTET_STREAM
    })
    @RequestBodyFilter.BodySize(RequestBodyFilter.BodySize.Kind.IMPORT)
    public Response importFile(
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("report") @Nullable String report,
            @Context HttpServletRequest request,
            InputStream body) {
        requireKnownParameters(Set.of("dry_run", "report"));
        var options = new Import.Options(
                caller(),
                transfers.importPolicy(caller(), isAdmin(), allowsGuessableIds()),
                !QueryParameters.flag("dry_run", dryRun),
                QueryParameters.choice("report", report, "all", "refused").equals("refused"),
                TransferAudit.imported(caller(), isAdmin()));
        ContentEncodings.requireGzipOrNone(header(HttpHeaders.CONTENT_ENCODING));
        requireQuota();
        return Response.ok(start(transfers.acquire(), body, options, ClientConnection.of(request)))
                .header(HttpHeaders.CONTENT_TYPE, ExportLineJson.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    /**
     * Writes the first batch before the response begins, so that an unavailable store is reported by the status. A dry
     * run writes all batches, and rolls them back.
     */
    private StreamingOutput start(
            TransferLimiter.Permit permit, InputStream body, Import.Options options, ClientConnection connection) {
        SpooledFile file = null;
        ImportRun run = null;
        StreamingOutput report = null;
        try {
            file = transfers.spool().receive(body);
            requireValid(Import.validate(file, transfers.importProgress()));
            run = transfers.imports().start(file, options);
            List<LineResult> first = run.nextReports();
            report = options.persist()
                    ? new ImportReportStream(
                            transfers, permit, file, run, auditTrail, options.audit(), first, connection)
                    : DryRunReport.of(transfers, permit, file, run, first, connection);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (report == null) {
                close(permit, file, run);
            }
        }
    }

    /** What the file contains is not counted in advance; administrators also import what others own. */
    private void requireQuota() {
        if (!isAdmin()) {
            quotas.addThread(caller());
            quotas.addAttachment(caller(), 0);
        }
    }

    private static void close(TransferLimiter.Permit permit, @Nullable SpooledFile file, @Nullable ImportRun run) {
        try (permit;
                file;
                run) {
            // closes the run first and the permit last, each also if another one fails
        }
    }

    private static void requireValid(ValidationResult result) {
        if (!result.isValid()) {
            List<ProblemDocument.LineError> errors = result.problems().stream()
                    .map(problem -> new ProblemDocument.LineError(problem.line(), problem.detail()))
                    .toList();
            long others = errors.size() + result.omittedProblems() - 1;
            String detail = "line " + errors.getFirst().line() + ' '
                    + errors.getFirst().detail() + (others == 0 ? "" : ", and " + others + " more errors")
                    + "; nothing was imported";
            throw new RequestRejectedException(
                    ProblemType.INVALID_FILE.problem(detail).withErrors(errors));
        }
    }
}
