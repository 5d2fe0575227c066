package com.example.orders;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** An order, its opportunity and its conversation are kept together or not at all. */
@ApplicationScoped
public class Ordering {
    @PersistenceContext(unitName = "orders")
    private EntityManager orders;

    @Inject
    private Store store;

    @Inject
    private OpportunityStore opportunities;

    /** What becomes of the transaction once everything was done. */
    enum End {
        COMMIT,
        EXCEPTION
    }

    @Transactional
    public void place(String id, String customer, End end) {
        Caller caller = new Caller(customer);
        orders.persist(new PurchaseOrder(id, customer));
        opportunities.createOpportunity(caller, opportunityId(id), OpportunityDetails.named("Order " + id));
        store.addThread(caller, ChatThread.create(threadId(id), Instant.now()).withOpportunityId(opportunityId(id)));
        store.addItem(
                caller,
                new ThreadItem(
                        store.generateItemId("note"), threadId(id), "note", Instant.now(), "{\"text\": \"ordered\"}"));
        if (end == End.EXCEPTION) {
            throw new IllegalStateException("sold out");
        }
    }

    /** What there is of an order, in a transaction of its own. */
    @Transactional
    public String find(String id, String customer) {
        Caller caller = new Caller(customer);
        return "order " + (orders.find(PurchaseOrder.class, id) != null)
                + ", opportunity " + isThere(() -> opportunities.loadOpportunity(caller, opportunityId(id)))
                + ", thread " + isThere(() -> store.loadThread(caller, threadId(id)))
                + ", in " + store.name();
    }

    private static boolean isThere(Runnable load) {
        try {
            load.run();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static String opportunityId(String id) {
        return "opp_" + id;
    }

    private static String threadId(String id) {
        return "thr_" + id;
    }
}
