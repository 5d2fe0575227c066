package ee.chatkit.store.memory;

/** All that a store keeps, and the lock that guards it. */
record MemoryTables(
        StoreLock guard, MemoryOpportunities opportunities, MemoryThreads threads, MemoryAttachments attachments) {}
