package ee.chatkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAnswersTest {
    @ParameterizedTest
    @CsvSource({
        "GET /api/x/.., 200, '', true",
        "GET /api/x/...?a=b, 400, '', true",
        "GET /../x, 400, '', true",
        "GET /api/x, 400, 'X-A: \u00fc', true",
        "GET /api/x, 400, 'X-A: u', false",
        "GET /api/x, 200, 'X-A: \u00fc', false",
        "GET /api/x..y?a=/../, 400, '', false",
        "GET /api/x/.., 500, '', false",
        "GET /api/x/.., 404, '', false"
    })
    void emptyAnswerOfTheServer_isDocumentedForTheseRequestsOnly(
            String line, int status, String header, boolean documented) {
        assertEquals(documented, ServerAnswers.isDocumented(request(line, header), response(status, "", List.of())));
    }

    @ParameterizedTest
    @CsvSource({"x,", "'', X-Request-Id: 1"})
    void answerWithABodyOrOfTheApplication_isNotOfTheServer(String body, String header) {
        RawResponse response = response(400, body, header == null ? List.of() : List.of(header));
        assertFalse(ServerAnswers.isDocumented(request("GET /api/x/..", ""), response));
    }

    private static FuzzCase request(String line, String header) {
        byte[] bytes = (line + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n\u00fc")
                .getBytes(StandardCharsets.ISO_8859_1);
        return new FuzzCase(1, "REST", List.of(), bytes, true, false, false);
    }

    private static RawResponse response(int status, String body, List<String> headers) {
        return new RawResponse(status, headers, body.getBytes(StandardCharsets.UTF_8), true, true);
    }
}
