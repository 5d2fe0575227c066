package ee.chatkit.responder.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import ee.chatkit.responder.ResponderException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a user is told when a model fails: never the provider's own words, which may quote keys and addresses. */
final class ProviderErrors {
    private static final UserError AUTHENTICATION_FAILED = new UserError(
            "The model's provider refuses this server's key. Please tell whoever runs this server.", false);
    private static final UserError MODEL_NOT_FOUND = new UserError(
            "The model's provider does not know this model. Please tell whoever runs this server.", false);
    private static final UserError RATE_LIMITED =
            new UserError("The model is asked too much right now. Please try again later.", true);
    private static final UserError TIMED_OUT =
            new UserError("The model took too long to answer. Please try again.", true);
    private static final UserError PROVIDER_FAILED =
            new UserError("The model's provider has a problem. Please try again.", true);
    private static final UserError CONNECTION_LOST =
            new UserError("The connection to the model broke off. Please try again.", true);
    private static final UserError CONTENT_FILTERED =
            new UserError("The model's provider does not answer this.", false);
    private static final UserError REQUEST_REJECTED = new UserError(
            "The model cannot take this conversation: it may be too long, or hold something that the model cannot"
                    + " read.",
            false);
    private static final UserError EMPTY_ANSWER = new UserError("The model said nothing. Please try again.", true);
    private static final UserError UNREADABLE_ANSWER =
            new UserError("The model said nothing that makes sense. Please try again.", true);
    private static final UserError MODEL_NOT_OFFERED = new UserError("The chosen model is not offered here.", false);

    private ProviderErrors() {}

    private record UserError(String text, boolean allowRetry) {
        ResponderException exception() {
            return new ResponderException(text, allowRetry);
        }
    }

    static ResponderException empty() {
        return EMPTY_ANSWER.exception();
    }

    static ResponderException unreadable() {
        return UNREADABLE_ANSWER.exception();
    }

    static ResponderException notOffered() {
        return MODEL_NOT_OFFERED.exception();
    }

    static ResponderException filtered() {
        return CONTENT_FILTERED.exception();
    }

    /** The words for what a model threw; the exception itself stays with them, for the log. */
    static ResponderException of(Throwable failure) {
        UserError userError = chain(failure).stream()
                .map(ProviderErrors::userError)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(PROVIDER_FAILED);
        return new ResponderException(userError.text, userError.allowRetry, failure);
    }

    /** What may be logged of it: class names and the HTTP status. */
    static String describe(Throwable failure) {
        String names = String.join(
                " of ",
                chain(failure).stream().map(e -> e.getClass().getSimpleName()).toList());
        return chain(failure).stream()
                .filter(HttpException.class::isInstance)
                .map(e -> names + ", status " + ((HttpException) e).statusCode())
                .findFirst()
                .orElse(names);
    }

    private static Optional<UserError> userError(Throwable e) {
        return Optional.ofNullable(
                switch (e) {
                    case AuthenticationException of -> AUTHENTICATION_FAILED;
                    case ModelNotFoundException of -> MODEL_NOT_FOUND;
                    case RateLimitException of -> RATE_LIMITED;
                    case TimeoutException of -> TIMED_OUT;
                    case HttpTimeoutException of -> TIMED_OUT;
                    case InternalServerException of -> PROVIDER_FAILED;
                    case ContentFilteredException of -> CONTENT_FILTERED;
                    case InvalidRequestException of -> REQUEST_REJECTED;
                    case UnsupportedFeatureException of -> REQUEST_REJECTED;
                    case UnresolvedModelServerException of -> CONNECTION_LOST;
                    case HttpException http -> ofStatus(http.statusCode());
                    case IOException of -> CONNECTION_LOST;
                    default -> null;
                });
    }

    private static UserError ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> AUTHENTICATION_FAILED;
            case 404 -> MODEL_NOT_FOUND;
            case 408 -> TIMED_OUT;
            case 429 -> RATE_LIMITED;
            default -> status >= 500 || status < 400 ? PROVIDER_FAILED : REQUEST_REJECTED;
        };
    }

    /** From the outermost cause to the innermost; a chain that bites its tail ends somewhere too. */
    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (Throwable e = failure; e != null && chain.size() < 10; e = e.getCause()) {
            chain.add(e);
        }
        return chain;
    }
}
