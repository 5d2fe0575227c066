package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What people say of an opportunity. Texts may have any length; U+0000 in them becomes U+FFFD.
 *
 * @param name not blank
 * @param clientName for whom; stands in front of the titles of its threads
 * @param contextSummary what a responder should know of it
 */
public record OpportunityDetails(
        String name,
        @Nullable String clientName,
        @Nullable String description,
        @Nullable String currentPhase,
        @Nullable String contextSummary) {

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

    /** An opportunity of which only the name is known. */
    public static OpportunityDetails named(String name) {
        return new OpportunityDetails(name, null, null, null, null);
    }
}
