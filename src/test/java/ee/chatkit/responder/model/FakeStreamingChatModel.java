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

/** A model of an application, which answers on a thread of its own. */
final class FakeStreamingChatModel implements StreamingChatModel {
    final BlockingQueue<ChatRequest> requests = new LinkedBlockingQueue<>();
    final CountDownLatch cancelled = new CountDownLatch(1);
    private final ChatRequestParameters parameters;
    private final Consumer<Reply> script;

    private FakeStreamingChatModel(List<ToolSpecification> tools, Consumer<Reply> script) {
        this.parameters = ChatRequestParameters.builder()
                .modelName("fake")
                .toolSpecifications(tools)
                .build();
        this.script = script;
    }

    static FakeStreamingChatModel scripted(Consumer<Reply> script) {
        return new FakeStreamingChatModel(List.of(), script);
    }

    static FakeStreamingChatModel withTool(String name, Consumer<Reply> script) {
        return new FakeStreamingChatModel(
                List.of(ToolSpecification.builder().name(name).build()), script);
    }

    static FakeStreamingChatModel answering(String text) {
        return scripted(reply -> {
            if (!text.isEmpty()) {
                reply.delta(text);
            }
            reply.complete(AiMessage.from(text));
        });
    }

    /** The last message of a request. */
    ChatMessage lastMessage() throws InterruptedException {
        return requests.poll(20, TimeUnit.SECONDS).messages().getLast();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return parameters;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        requests.add(request);
        Thread.ofVirtual().start(() -> script.accept(new Reply(handler)));
    }

    /** An answer, event by event. */
    final class Reply implements StreamingHandle {
        private final StreamingChatResponseHandler handler;

        private Reply(StreamingChatResponseHandler handler) {
            this.handler = handler;
        }

        void delta(String text) {
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
