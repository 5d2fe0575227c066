package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The descriptive texts of an opportunity. Texts may have any length; U+0000 and unpaired surrogates are replaced by U+FFFD.
 *
 * @param name the name, not blank
 * @param clientName the name of the customer, which prefixes the generated titles of threads; null for none
 * @param description a description; null for none
 * @param currentPhase the current phase; null for none
 * @param contextSummary background information for a responder; null for none
 */
public record OpportunityDetails(
        String name,
        @Nullable String clientName,
        @Nullable String description,
        @Nullable String currentPhase,
        @Nullable String contextSummary) {

    /** @throws IllegalArgumentException if the name is blank */
    public OpportunityDetails {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        name = JsonText.storableText(name);
        clientName = clientName == null ? null : JsonText.storableText(clientName);
        description = description == null ? null : JsonText.storableText(description);
        currentPhase = currentPhase == null ? null : JsonText.storableText(currentPhase);
        contextSummary = contextSummary == null ? null : JsonText.storableText(contextSummary);
    }

    /**
     * Returns details that have a name only.
     *
     * @param name the name, not blank
     * @return the details
     */
    public static OpportunityDetails named(String name) {
        return new OpportunityDetails(name, null, null, null, null);
    }
}
