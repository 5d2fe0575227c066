package com.example.concierge;

import ee.chatkit.responder.AssistantText;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers. */
@ApplicationScoped
public class Concierge implements Responder {
    @Override
    public void respond(Turn turn, EventSink sink) {
        var answer = new AssistantText(turn, sink);
        answer.append("Good day, " + turn.caller().userId() + "!");
        answer.finish();
    }
}
