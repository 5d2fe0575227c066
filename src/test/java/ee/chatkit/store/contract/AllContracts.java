package ee.chatkit.store.contract;

/** The complete contract of a store. The test of each implementation implements this and provides its store. */
public interface AllContracts
        extends ThreadsContract,
                OrganisingContract,
                ActivityContract,
                ItemsContract,
                MessagesContract,
                PagingContract,
                PageBudgetContract,
                CursorContract,
                OpportunitiesContract,
                OpportunityLinkContract,
                CascadeContract,
                IsolationContract,
                ConcurrencyContract,
                ConflictContract,
                AttachmentsContract,
                AttachmentContentsContract,
                AttachmentMaintenanceContract,
                FeedbackContract,
                IdempotencyContract,
                DeleteItemsAfterContract,
                TextContract,
                ArchiveContract,
                UsageContract,
                TurnJournalContract,
                ValidationContract {}
