package ee.chatkit.store.memory;

import ee.chatkit.model.SortOrder;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.contract.PagingProperty;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all pages of the store. */
class MemoryPagingPropertiesTest {
    private final MemoryStore store = new MemoryStore(new MutableClock());

    @Property(seed = "20261130", tries = 60, edgeCases = EdgeCasesMode.NONE)
    void pages_areTheList(
            @ForAll("lengths") List<Integer> lengths, @ForAll("limits") List<Integer> limits, @ForAll SortOrder order) {
        PagingProperty.check(store, lengths, limits, order);
    }

    @Provide
    static Arbitrary<List<Integer>> lengths() {
        return PagingProperty.lengths(30);
    }

    @Provide
    static Arbitrary<List<Integer>> limits() {
        return PagingProperty.limits();
    }
}
