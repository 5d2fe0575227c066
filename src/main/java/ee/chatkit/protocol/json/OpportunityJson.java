package ee.chatkit.protocol.json;

import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opportunities of the REST interface, and references to them. */
public final class OpportunityJson {
    private static final Set<String> TO_CREATE =
            Set.of("id", "name", "client_name", "description", "current_phase", "context_summary");
    private static final Set<String> TO_CHANGE = Set.of(
            "name", "client_name", "description", "status", "current_phase", "context_summary", "retention_days");

    private OpportunityJson() {}

    /**
     * A request to create an opportunity.
     *
     * @param id the id; null if the server generates one
     * @param details the details
     */
    public record NewOpportunity(@Nullable String id, OpportunityDetails details) {}

    /** Writes an opportunity. */
    public static String write(Opportunity opportunity) {
        return appendMutableMembers(new JsonObjectWriter().text("id", opportunity.id()), opportunity)
                .time("created_at", opportunity.createdAt())
                .time("updated_at", opportunity.updatedAt())
                .end();
    }

    /**
     * Reads a request to create an opportunity.
     *
     * @param body the request body
     * @return the request
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static NewOpportunity readNew(byte[] body) {
        JsonObjectReader in = JsonObjectReader.of(JsonIo.parseObject(body)).requireOnly(TO_CREATE);
        return new NewOpportunity(in.id("id"), details(in));
    }

    /**
     * Reads a merge patch (RFC 7396).
     *
     * @param body the request body
     * @return the change, which throws {@link InvalidInputException} if its result is invalid
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static UnaryOperator<Opportunity> readPatch(byte[] body) {
        JsonObject patch = JsonIo.parseObject(body);
        JsonObjectReader.of(patch).requireOnly(TO_CHANGE);
        return opportunity -> {
            String now =
                    appendMutableMembers(new JsonObjectWriter(), opportunity).end();
            JsonObjectReader merged = JsonObjectReader.of(
                    JsonIo.mergePatch(JsonIo.parse(now), patch).asJsonObject());
            return opportunity
                    .withDetails(details(merged))
                    .withStatus(merged.requiredEnum("status", OpportunityStatus.class))
                    .withRetentionDays(retentionDays(merged));
        };
    }

    private static @Nullable Integer retentionDays(JsonObjectReader in) {
        if (in.value("retention_days") == null) {
            return null;
        }
        long days = in.wholeNumber("retention_days", Opportunity.MAX_RETENTION_DAYS);
        if (days == 0) {
            throw in.invalid("retention_days", "must be 1 to " + Opportunity.MAX_RETENTION_DAYS);
        }
        return (int) days;
    }

    /**
     * Reads a reference to an opportunity: {@code {"id": ...}}.
     *
     * @param body the request body
     * @return the id
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static String readReference(byte[] body) {
        return JsonObjectReader.of(JsonIo.parseObject(body))
                .requireOnly(Set.of("id"))
                .requiredReference("id");
    }

    /** Appends the members that clients may change. */
    static JsonObjectWriter appendMutableMembers(JsonObjectWriter out, Opportunity opportunity) {
        OpportunityDetails details = opportunity.details();
        return out.text("name", details.name())
                .text("client_name", details.clientName())
                .text("description", details.description())
                .enumName("status", opportunity.status())
                .text("current_phase", details.currentPhase())
                .text("context_summary", details.contextSummary())
                .number("retention_days", opportunity.retentionDays());
    }

    private static OpportunityDetails details(JsonObjectReader in) {
        return new OpportunityDetails(
                in.nonBlankText("name"),
                in.text("client_name"),
                in.text("description"),
                in.text("current_phase"),
                in.text("context_summary"));
    }
}
