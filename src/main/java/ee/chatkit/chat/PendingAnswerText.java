package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import java.util.ArrayList;
import java.util.List;

/** What an assistant message says so far. Grows in place, because a long answer has thousands of deltas. */
final class PendingAnswerText {
    private final List<Part> parts = new ArrayList<>();

    PendingAnswerText(List<AssistantContent> begun) {
        begun.forEach(content -> parts.add(new Part(content)));
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
            case ThreadItemUpdate.ContentPartAdded(int index, AssistantContent content) -> put(index, content);
            case ThreadItemUpdate.ContentPartDone(int index, AssistantContent content) -> put(index, content);
            case ThreadItemUpdate.TextDelta(int index, String delta) ->
                part(index).text.append(delta);
            case ThreadItemUpdate.AnnotationAdded(int index, int at, Annotation annotation) -> {
                List<Annotation> annotations = part(index).annotations;
                annotations.add(Math.min(at, annotations.size()), annotation);
            }
            default -> throw PendingItems.misfit(new AssistantMessage(List.of()), update);
        }
    }

    List<AssistantContent> parts() {
        return parts.stream()
                .map(part -> new AssistantContent(part.text.toString(), part.annotations))
                .toList();
    }

    private void put(int index, AssistantContent content) {
        part(index);
        parts.set(index, new Part(content));
    }

    /** The part, begun if it is the next one. */
    private Part part(int index) {
        if (index > parts.size()) {
            throw new IllegalArgumentException("the message has no part " + index);
        }
        if (index == parts.size()) {
            parts.add(new Part(AssistantContent.of("")));
        }
        return parts.get(index);
    }
}
