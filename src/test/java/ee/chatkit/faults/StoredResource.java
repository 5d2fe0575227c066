package ee.chatkit.faults;

import java.time.Instant;

/**
 * A resource as it is stored.
 *
 * @param content its content in the form in which the ledger has it
 * @param time the time by which its list is ordered
 */
record StoredResource(String id, String content, Instant time) {}
