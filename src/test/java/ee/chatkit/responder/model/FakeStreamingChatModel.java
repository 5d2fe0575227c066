package ee.chatkit.responder.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An application's own model, which answers on a thread of its own. */
final class FakeStreamingChatModel implements StreamingChatModel {
    final BlockingQueue<ChatRequest> requests = new LinkedBlockingQueue<>();
    final CountDownLatch cancelled = new CountDownLatch(1);
    private final ChatRequestParameters parameters;
    private final Consumer<Saying> script;

    private FakeStreamingChatModel(List<ToolSpecification> tools, Consumer<Saying> script) {
        this.parameters = ChatRequestParameters.builder()
                .modelName("fake")
                .toolSpecifications(tools)
                .build();
        this.script = script;
    }

    static FakeStreamingChatModel that(Consumer<Saying> script) {
        return new FakeStreamingChatModel(List.of(), script);
    }

    static FakeStreamingChatModel withTool(String name, Consumer<Saying> script) {
        return new FakeStreamingChatModel(
                List.of(ToolSpecification.builder().name(name).build()), script);
    }

    static FakeStreamingChatModel saying(String text) {
        return that(saying -> {
            if (!text.isEmpty()) {
                saying.piece(text);
            }
            saying.complete(AiMessage.from(text));
        });
    }

    /** What it is asked, the newest message. */
    ChatMessage asked() throws InterruptedException {
        return requests.poll(20, TimeUnit.SECONDS).messages().getLast();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return parameters;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        requests.add(request);
        Thread.ofVirtual().start(() -> script.accept(new Saying(handler)));
    }

    /** What it can say. */
    final class Saying implements StreamingHandle {
        private final StreamingChatResponseHandler handler;

        private Saying(StreamingChatResponseHandler handler) {
            this.handler = handler;
        }

        void piece(String text) {
            handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(this));
        }

        void complete(AiMessage message) {
            handler.onCompleteResponse(ChatResponse.builder().aiMessage(message).build());
        }

        void fail(RuntimeException failure) {
            handler.onError(failure);
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        @Override
        public boolean isCancelled() {
            return cancelled.getCount() == 0;
        }
    }
}
