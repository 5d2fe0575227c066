package ee.chatkit.chat;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A proxy of a store whose operations can be made to fail, without effect. Records the positions of items. */
final class FaultInjectingStore {
    /** The ids of added items by position. */
    final Map<Long, String> idsByPosition = new ConcurrentSkipListMap<>();

    /** Maps the name of an operation to its failure, or to null. */
    private final AtomicReference<Function<String, @Nullable RuntimeException>> rule =
            new AtomicReference<>(name -> null);

    private volatile Set<String> lockedThreads = Set.of();
    private volatile @Nullable RuntimeException lockFailure;

    void failWhen(Function<String, @Nullable RuntimeException> failure) {
        rule.set(failure);
    }

    /** Saving an item of one of these threads fails, and nothing else. */
    void failOn(Set<String> threadIds, RuntimeException failure) {
        rule.set(name -> null);
        lockedThreads = threadIds;
        lockFailure = failure;
    }

    void stopFailing() {
        rule.set(name -> null);
        lockedThreads = Set.of();
    }

    StoreFixture.Stores wrap(StoreFixture.Stores stores) {
        Object proxy = Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                    RuntimeException failure = rule.get().apply(method.getName());
                    if (failure != null && !method.getName().startsWith("generate")) {
                        throw failure;
                    }
                    if (method.getName().equals("saveItem")
                            && lockedThreads.contains(((ThreadItem) arguments[1]).threadId())) {
                        throw lockFailure;
                    }
                    Object result;
                    try {
                        result = method.invoke(stores.store(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                    if (result instanceof AppendResult appended) {
                        idsByPosition.put(appended.position(), ((ThreadItem) arguments[1]).id());
                    }
                    if (method.getName().equals("addThread") && arguments.length > 2) {
                        idsByPosition.put(1L, ((ThreadItem) arguments[2]).id());
                    }
                    return result;
                });
        return new StoreFixture.Stores((Store) proxy, stores.opportunities(), stores.journal());
    }
}
