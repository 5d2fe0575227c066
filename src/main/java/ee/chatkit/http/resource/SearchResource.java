package ee.chatkit.http.resource;

import ee.chatkit.model.Page;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.protocol.json.SearchJson;
import ee.chatkit.search.SearchHit;
import ee.chatkit.search.SearchQuery;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchPosition;
import ee.chatkit.store.SearchRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches the caller's conversations. */
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SearchResource extends CallerResource {
    private static final String QUERY = "q";
    private static final String OPPORTUNITY_ID = "opportunity_id";
    private static final Set<String> PARAMETERS =
            Set.of(QUERY, OPPORTUNITY_ID, QueryParameters.LIMIT, QueryParameters.AFTER);

    @Inject
    private Search search;

    @GET
    public Response search(
            @QueryParam(QUERY) @Nullable String query,
            @QueryParam(OPPORTUNITY_ID) @Nullable String opportunityId,
            @QueryParam(QueryParameters.LIMIT) @Nullable String limit,
            @QueryParam(QueryParameters.AFTER) @Nullable String after) {
        requireKnownParameters(PARAMETERS);
        if (query == null) {
            throw new InvalidInputException(QUERY, "is required");
        }
        Page<SearchHit> page = search.search(
                caller(),
                new SearchRequest(
                        parse(query),
                        opportunityId == null ? null : id(ResourceType.OPPORTUNITY, opportunityId),
                        QueryParameters.limit(limit),
                        after == null ? null : position(after)));
        return Responses.ok(ResponseJson.page(page, SearchJson::write));
    }

    private static SearchQuery parse(String query) {
        try {
            return SearchQuery.parse(query);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(QUERY, String.valueOf(e.getMessage()));
        }
    }

    private static SearchPosition position(String after) {
        try {
            return SearchPosition.parse(after);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(QueryParameters.AFTER, "must be the after of a page");
        }
    }
}
