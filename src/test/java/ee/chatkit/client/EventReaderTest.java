package ee.chatkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** How the events of a stream are read, and from which one on it can be resumed. */
class EventReaderTest {
    @Test
    void events_haveTheirIds() {
        try (var events = new EventReader(stream("id: 1\ndata: {\"a\":1}\n\n:\n\nid:2\ndata:{\"a\":2}\n\n"))) {
            assertEquals(null, events.lastEventId());
            assertEquals(1, events.next().getInt("a"));
            assertEquals("1", events.lastEventId());
            assertTrue(events.hasNext());
            assertEquals("1", events.lastEventId(), "the next one is not returned yet");
            assertEquals(2, events.next().getInt("a"));
            assertEquals("2", events.lastEventId());
            assertFalse(events.hasNext());
            assertEquals("2", events.lastEventId());
            assertThrows(NoSuchElementException.class, events::next);
        }
    }

    @Test
    void eventsWithoutIds_haveNone() {
        try (var events = new EventReader(stream("data: {\"a\":1}\n\n"))) {
            events.next();
            assertEquals(null, events.lastEventId());
            assertEquals(null, events.turnId());
        }
    }

    @Test
    void lostConnection_leavesTheIdOfTheLastWholeEvent() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream begun = stream("id: 7\ndata: {}\n\nid: 8\ndata: {\"type\":");
        try (var events = new EventReader(new SequenceInputStream(begun, broken))) {
            events.next();
            assertThrows(UncheckedIOException.class, events::next);
            assertEquals("7", events.lastEventId());
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
