package ee.chatkit.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(strings = {"00-" + TRACE + "-00f067aa0ba902b7-01", "01-" + TRACE + "-00f067aa0ba902b7-01-more"})
    void validTraceParent_givesItsTraceId(String header) {
        assertEquals(TRACE, RequestId.select(header, "other", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                TRACE,
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7-01\n"
            })
    void invalidTraceParent_isIgnored(String header) {
        assertEquals("mine.1", RequestId.select(header, "mine.1", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "<script>", "\"", "é", "${jndi:ldap://x}"})
    void malformedProposal_isReplaced(String proposed) {
        String id = RequestId.select(null, proposed, null);
        assertTrue(id.matches("[0-9a-f]{32}"), id);
    }

    @Test
    void proposal_hasAtMost64Characters() {
        assertEquals("x".repeat(64), RequestId.select(null, "x".repeat(64), null));
        assertNotEquals("x".repeat(65), RequestId.select(null, "x".repeat(65), null));
        assertNotEquals(RequestId.select(null, null, null), RequestId.select(null, null, null));
    }
}
