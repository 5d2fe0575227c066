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
    private static final Words REFUSED_KEY =
            new Words("The model's provider refuses this server's key. Please tell whoever runs this server.", false);
    private static final Words NO_MODEL =
            new Words("The model's provider does not know this model. Please tell whoever runs this server.", false);
    private static final Words BUSY = new Words("The model is asked too much right now. Please try again later.", true);
    private static final Words SLOW = new Words("The model took too long to answer. Please try again.", true);
    private static final Words BROKEN = new Words("The model's provider has a problem. Please try again.", true);
    private static final Words CUT = new Words("The connection to the model broke off. Please try again.", true);
    private static final Words FILTERED = new Words("The model's provider does not answer this.", false);
    private static final Words UNFIT = new Words(
            "The model cannot take this conversation: it may be too long, or hold something that the model cannot"
                    + " read.",
            false);
    private static final Words EMPTY = new Words("The model said nothing. Please try again.", true);
    private static final Words UNREADABLE =
            new Words("The model said nothing that makes sense. Please try again.", true);
    private static final Words NOT_OFFERED = new Words("The chosen model is not offered here.", false);

    private ProviderErrors() {}

    private record Words(String text, boolean allowRetry) {
        ResponderException exception() {
            return new ResponderException(text, allowRetry);
        }
    }

    static ResponderException empty() {
        return EMPTY.exception();
    }

    static ResponderException unreadable() {
        return UNREADABLE.exception();
    }

    static ResponderException notOffered() {
        return NOT_OFFERED.exception();
    }

    static ResponderException filtered() {
        return FILTERED.exception();
    }

    /** The words for what a model threw; the exception itself stays with them, for the log. */
    static ResponderException of(Throwable failure) {
        Words words = chain(failure).stream()
                .map(ProviderErrors::words)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(BROKEN);
        return new ResponderException(words.text, words.allowRetry, failure);
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

    private static Optional<Words> words(Throwable e) {
        return Optional.ofNullable(
                switch (e) {
                    case AuthenticationException of -> REFUSED_KEY;
                    case ModelNotFoundException of -> NO_MODEL;
                    case RateLimitException of -> BUSY;
                    case TimeoutException of -> SLOW;
                    case HttpTimeoutException of -> SLOW;
                    case InternalServerException of -> BROKEN;
                    case ContentFilteredException of -> FILTERED;
                    case InvalidRequestException of -> UNFIT;
                    case UnsupportedFeatureException of -> UNFIT;
                    case UnresolvedModelServerException of -> CUT;
                    case HttpException http -> ofStatus(http.statusCode());
                    case IOException of -> CUT;
                    default -> null;
                });
    }

    private static Words ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> REFUSED_KEY;
            case 404 -> NO_MODEL;
            case 408 -> SLOW;
            case 429 -> BUSY;
            default -> status >= 500 || status < 400 ? BROKEN : UNFIT;
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
