package ee.chatkit.store.jpa;

import ee.chatkit.model.SortOrder;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.contract.PagingProperty;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for all pages of the store. */
class JpaPagingPropertiesTest {
    private static PostgresStores stores;

    @BeforeContainer
    static void prepare() {
        stores = new PostgresStores(TestDatabase.create(), Transactions.LOCAL, new MutableClock());
        stores.prepare();
    }

    @AfterContainer
    static void close() {
        stores.close();
    }

    @Property(seed = "20261130", tries = 15, edgeCases = EdgeCasesMode.NONE)
    void pages_areTheList(
            @ForAll("lengths") List<Integer> lengths, @ForAll("limits") List<Integer> limits, @ForAll SortOrder order) {
        PagingProperty.check(stores.store(), lengths, limits, order);
    }

    @Provide
    static Arbitrary<List<Integer>> lengths() {
        return PagingProperty.lengths(20);
    }

    @Provide
    static Arbitrary<List<Integer>> limits() {
        return PagingProperty.limits();
    }
}
