package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import java.util.ArrayList;
import java.util.List;

/** What an assistant message says so far. Grows in place, because a long answer has thousands of deltas. */
final class PendingAnswerText {
    private final List<Part> content = new ArrayList<>();

    PendingAnswerText(List<AssistantContent> initial) {
        initial.forEach(part -> content.add(new Part(part)));
    }

    private static final class Part {
        private final StringBuilder text;
        private final List<Annotation> annotations;

        Part(AssistantContent content) {
            text = new StringBuilder(content.text());
            annotations = new ArrayList<>(content.annotations());
        }
    }

    void update(ThreadItemUpdate update) {
        switch (update) {
            case ThreadItemUpdate.ContentPartAdded(int index, AssistantContent content) -> setPart(index, content);
            case ThreadItemUpdate.ContentPartDone(int index, AssistantContent content) -> setPart(index, content);
            case ThreadItemUpdate.TextDelta(int index, String delta) ->
                part(index).text.append(delta);
            case ThreadItemUpdate.AnnotationAdded(int index, int at, Annotation annotation) -> {
                List<Annotation> annotations = part(index).annotations;
                annotations.add(Math.min(at, annotations.size()), annotation);
            }
            default -> throw PendingItems.unsupportedUpdate(new AssistantMessage(List.of()), update);
        }
    }

    List<AssistantContent> content() {
        return content.stream()
                .map(part -> new AssistantContent(part.text.toString(), part.annotations))
                .toList();
    }

    private void setPart(int index, AssistantContent part) {
        part(index);
        content.set(index, new Part(part));
    }

    /** The part, begun if it is the next one. */
    private Part part(int index) {
        if (index > content.size()) {
            throw new IllegalArgumentException("the message has no part " + index);
        }
        if (index == content.size()) {
            content.add(new Part(AssistantContent.of("")));
        }
        return content.get(index);
    }
}
