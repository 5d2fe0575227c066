package ee.chatkit.http;

/**
 * All HTTP suites for a server with an anonymous user. A test of a server implements it and
 * provides the base URL.
 */
public interface AnonymousUserHttpSuite
        extends OpportunitiesHttpSuite,
                ThreadsHttpSuite,
                OrganisingHttpSuite,
                ItemsHttpSuite,
                SearchHttpSuite,
                AttachmentsHttpSuite,
                TransferHttpSuite,
                ErrorsHttpSuite,
                ChatKitHttpSuite,
                ChatKitErrorsHttpSuite,
                IdempotencyHttpSuite,
                JavaClientHttpSuite,
                OpenApiHttpSuite {}
