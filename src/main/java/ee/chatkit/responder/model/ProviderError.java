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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Failures of a model, with the messages that users see. Those of the provider may quote keys and addresses. */
enum ProviderError {
    AUTHENTICATION_FAILED(
            "The model's provider rejects the key of this server. Please inform its administrator.", false),
    MODEL_NOT_FOUND("The model's provider does not offer this model. Please inform the administrator.", false),
    RATE_LIMITED("The model receives too many requests at present. Please try again later.", true),
    TIMED_OUT("The model took too long to answer. Please try again.", true),
    PROVIDER_FAILED("The model's provider reports an error. Please try again.", true),
    CONNECTION_LOST("The connection to the model broke off. Please try again.", true),
    CONTENT_FILTERED("The model's provider does not answer this.", false),
    REQUEST_REJECTED(
            "The model cannot process this conversation: it may be too long, or contain something that the model"
                    + " cannot read.",
            false),
    EMPTY_ANSWER("The model returned no answer. Please try again.", true),
    UNREADABLE_ANSWER("The model's answer cannot be read. Please try again.", true),
    MODEL_NOT_OFFERED("The chosen model is not offered here.", false);

    private static final int MAX_CAUSES = 10;

    private final String message;
    private final boolean allowRetry;

    ProviderError(String message, boolean allowRetry) {
        this.message = message;
        this.allowRetry = allowRetry;
    }

    ResponderException exception() {
        return new ResponderException(message, allowRetry);
    }

    /** Returns the exception for the user, with what the model threw as its cause, for the log. */
    static ResponderException exception(Throwable failure) {
        ProviderError error = causes(failure).stream()
                .map(ProviderError::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(PROVIDER_FAILED);
        return new ResponderException(error.message, error.allowRetry, failure);
    }

    /** Returns what may be logged of a failure: class names and the HTTP status. */
    static String describe(Throwable failure) {
        List<Throwable> causes = causes(failure);
        String names = String.join(
                " of ", causes.stream().map(e -> e.getClass().getSimpleName()).toList());
        return causes.stream()
                .filter(HttpException.class::isInstance)
                .map(e -> names + ", status " + ((HttpException) e).statusCode())
                .findFirst()
                .orElse(names);
    }

    private static @Nullable ProviderError of(Throwable e) {
        return switch (e) {
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
        };
    }

    private static ProviderError ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> AUTHENTICATION_FAILED;
            case 404 -> MODEL_NOT_FOUND;
            case 408 -> TIMED_OUT;
            case 429 -> RATE_LIMITED;
            default -> status >= 500 || status < 400 ? PROVIDER_FAILED : REQUEST_REJECTED;
        };
    }

    /** The failure and its causes, outermost first. The limit ends a circular chain. */
    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
    }
}
