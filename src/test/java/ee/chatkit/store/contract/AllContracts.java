package ee.chatkit.store.contract;

/** Everything that a store promises. Each implementation's test implements this and says only where its store is. */
public interface AllContracts
        extends ThreadsContract,
                ActivityContract,
                ItemsContract,
                PagingContract,
                CursorsContract,
                OpportunitiesContract,
                LinksContract,
                CascadeContract,
                IsolationContract,
                ConcurrencyContract,
                ConflictContract,
                AttachmentsContract,
                ContentsContract,
                SweepContract,
                FeedbackContract,
                DeleteItemsAfterContract,
                TextContract,
                ArchiveContract,
                ValidationContract {}
