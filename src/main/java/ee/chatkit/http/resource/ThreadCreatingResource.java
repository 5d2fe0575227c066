package ee.chatkit.http.resource;

import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.Store;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;

/** Base of the resources that create threads. */
@SuppressWarnings("NullAway.Init")
abstract class ThreadCreatingResource extends RestResource {
    @Inject
    private Store store;

    @Inject
    private StoredQuotas quotas;

    final Store store() {
        return store;
    }

    /** Creates a thread, or finds the same one under its id: see {@link RestResource#created}. */
    final Response createThread(ThreadJson.NewThread requested) {
        String id = newId(requested.id(), Ids.THREAD, store::generateThreadId);
        ChatThread wanted = requested.create(id, now());
        return created(
                "threads/{id}",
                () -> add(wanted),
                () -> store.loadThread(caller(), id),
                stored -> isSame(wanted, stored),
                ThreadJson::write,
                id);
    }

    private ChatThread add(ChatThread wanted) {
        quotas.addThread(caller());
        return store.addThread(caller(), wanted);
    }

    /** A thread that names no opportunity may have been linked to the one that was active. */
    private static boolean isSame(ChatThread wanted, ChatThread stored) {
        String opportunityId = wanted.opportunityId() == null ? stored.opportunityId() : wanted.opportunityId();
        return ThreadJson.isSame(wanted.withOpportunityId(opportunityId), stored);
    }
}
