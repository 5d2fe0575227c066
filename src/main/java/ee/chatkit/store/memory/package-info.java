/**
 * The store in memory: for development, tests, and deployments without a database. Its contents end with the process.
 *
 * <p><b>Guarantees.</b> The contract of {@link ee.chatkit.store.Store} and its companions, atomicity and isolation
 * included; nothing is durable.
 *
 * <p><b>Mechanism.</b> Immutable records in hash maps by id, guarded by one lock ({@code StoreLock}). An operation holds the
 * lock only while it reads or replaces records. Validation of JSON and the caller's update functions run outside of it; an
 * update is stored only if the record is still the one that was read, otherwise it is repeated. Lists are kept in sorted
 * maps.
 *
 * <p><b>Cost.</b> A lookup takes constant time. A page takes time proportional to its size, plus the hidden items it skips.
 * An archive is read from a copy of the references, taken under the lock.
 */
@NullMarked
package ee.chatkit.store.memory;

import org.jspecify.annotations.NullMarked;
