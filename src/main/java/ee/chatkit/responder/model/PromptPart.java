package ee.chatkit.responder.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import java.util.List;

/** What one item is to a model. A piece is sent whole or not at all. */
sealed interface PromptPart {
    /** What an image counts for, whatever its size: models see each as about a thousand tokens. */
    int IMAGE_CHARACTERS = 4000;

    /** How many characters it takes of the window. */
    long characters();

    /** Said by the user, or given to the model in the user's place. */
    record Given(List<Content> contents) implements PromptPart {
        public Given {
            contents = List.copyOf(contents);
        }

        static Given text(String text) {
            return new Given(List.of(TextContent.from(text)));
        }

        @Override
        public long characters() {
            return contents.stream()
                    .mapToLong(content ->
                            content instanceof TextContent text ? text.text().length() : IMAGE_CHARACTERS)
                    .sum();
        }
    }

    /** Said by the assistant. */
    record Said(String text) implements PromptPart {
        @Override
        public long characters() {
            return text.length();
        }
    }

    /** A tool that was called, and what it gave. */
    record ToolUse(ToolExecutionRequest call, String output) implements PromptPart {
        @Override
        public long characters() {
            return call.name().length() + call.arguments().length() + (long) output.length();
        }
    }
}
