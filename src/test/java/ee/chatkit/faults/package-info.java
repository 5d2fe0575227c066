/**
 * {@code mvn -Pfaults}: rounds of load during which a server, the database or both fail, on two deployed servers with one
 * PostgreSQL. Each round ends with an audit of every write that was acknowledged.
 *
 * <p><b>What is recorded.</b> Writers ({@code LoadWriter}) enter each write into the {@code WriteLedger} before they send it. A
 * success turns it into a promise: this content under this ID, or nothing under it after a delete. Any other end leaves the
 * outcome open, because a request that fails with 503 or a broken connection may have taken effect; then both states are
 * accepted, but a write may never take effect twice, also when it is repeated with an {@code Idempotency-Key}. A resource whose
 * latest change is open is not changed again, so that a request that takes effect late cannot contradict a later promise.
 *
 * <p><b>What is audited.</b> {@code LedgerAudit} reads everything back over HTTP, through the nodes in turn, and compares it with
 * the ledger: lost, changed and doubled writes, deleted resources that are back, resources that nobody wrote, the order of items
 * and lists. It knows the store only through {@code StoredState}, and {@code LedgerAuditTest} proves that it finds each kind of
 * damage. {@code DatabaseInvariants} asks the database itself for what HTTP does not show.
 *
 * <p><b>What it does not prove.</b> Killed processes lose no page of the operating system's cache, so this says nothing about a
 * power failure; that is PostgreSQL's {@code fsync}, which is on, and the disk.
 */
package ee.chatkit.faults;
