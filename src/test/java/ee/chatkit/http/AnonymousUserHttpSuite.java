package ee.chatkit.http;

/**
 * Everything that a server with an anonymous user must do over HTTP, seen from outside. A test of a server implements it
 * and says where that server is.
 */
public interface AnonymousUserHttpSuite
        extends OpportunitiesHttpSuite,
                ThreadsHttpSuite,
                ItemsHttpSuite,
                AttachmentsHttpSuite,
                TransferHttpSuite,
                ErrorsHttpSuite,
                ChatKitHttpSuite,
                ChatKitErrorsHttpSuite,
                JavaClientHttpSuite,
                OpenApiHttpSuite {}
