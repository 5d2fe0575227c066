package com.example.concierge;

import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/** Finds titles. */
@ApplicationScoped
public class ShoutedTitles implements TitleGenerator {
    @Override
    public Optional<String> title(TitleRequest request) {
        return Optional.of(request.firstMessage().toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean isImmediate() {
        return true;
    }
}
