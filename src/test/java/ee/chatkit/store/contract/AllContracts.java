package ee.chatkit.store.contract;

/** Everything that a store promises. Each implementation's test implements this and says only where its store is. */
public interface AllContracts
        extends ThreadsContract,
                ActivityContract,
                ItemsContract,
                PagingContract,
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
                DeleteItemsAfterContract,
                TextContract,
                ArchiveContract,
                ValidationContract {}
