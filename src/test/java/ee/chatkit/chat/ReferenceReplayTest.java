package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.protocol.json.EventJson;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ChatKitRequestBody;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the engine with the recorded reference. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class ReferenceReplayTest implements ReferenceReplay.TestedServer {
    private final ChatFixture chat;

    ReferenceReplayTest(StoreFixture stores) {
        this.chat = new ChatFixture(stores, new ProbeResponder());
    }

    @Test
    void everyRequest_isAnsweredLikeTheReference() throws IOException {
        new ReferenceReplay(this).run();
    }

    @Test
    void replay_coversEverySample() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/wire"))) {
            var names = new TreeSet<String>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.json"))
                    .forEach(name -> names.add(name.replace(".request.json", "")));
            assertEquals(names, ReferenceReplay.sampleNames());
        }
    }

    @Override
    public List<JsonValue> events(String body) {
        var events = new ArrayList<JsonValue>();
        chat.prepare((StreamingRequest) read(body).request())
                .run(event -> events.add(WireJson.value(EventJson.write(event))));
        return events;
    }

    @Override
    public JsonValue document(String body) {
        ChatKitRequestBody call = read(body);
        return WireJson.value(chat.server.answer(chat.context(), (ImmediateRequest) call.request()));
    }

    @Override
    public JsonValue comparable(JsonValue answer) {
        return answer;
    }

    private static ChatKitRequestBody read(String body) {
        return RequestReader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
