package ee.chatkit.store.jpa;

import ee.chatkit.store.NotFoundException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * A read, a function of the caller's and a write, in one transaction. When the function throws, or the write does not find
 * what it refers to, that is carried out of the transaction first: a refusal is no reason to spoil a transaction that the
 * caller began.
 */
final class LockedUpdate {
    private LockedUpdate() {}

    /**
     * Reads, changes and writes one row.
     *
     * @param read locks and reads the row; null when there is none
     * @return the row as stored; empty when there is none
     */
    static <T> Optional<T> of(Database database, Function<StatelessSession, @Nullable Row<T>> read) {
        Outcome<T> outcome = database.transaction(session -> {
            Row<T> row = read.apply(session);
            return row == null ? new Outcome<T>(null, null) : change(row);
        });
        if (outcome.refusal != null) {
            throw outcome.refusal;
        }
        return Optional.ofNullable(outcome.stored);
    }

    private static <T> Outcome<T> change(Row<T> row) {
        T changed;
        try {
            changed = row.change.apply(row.current);
        } catch (RuntimeException e) {
            return new Outcome<>(null, e);
        }
        try {
            return new Outcome<>(row.write.apply(changed), null);
        } catch (NotFoundException e) {
            return new Outcome<>(null, e);
        }
    }

    /**
     * A row that was read, how it changes and how it is written.
     *
     * @param write may throw {@link NotFoundException} when it wrote nothing
     */
    record Row<T>(T current, UnaryOperator<T> change, UnaryOperator<T> write) {}

    private record Outcome<T>(@Nullable T stored, @Nullable RuntimeException refusal) {}
}
