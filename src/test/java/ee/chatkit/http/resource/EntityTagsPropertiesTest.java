package ee.chatkit.http.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.json.JsonValues;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all headers with entity tags. */
class EntityTagsPropertiesTest {
    private static final String SEED = "20261130";

    @Property(seed = SEED)
    void list_matchesExactlyItsTags(@ForAll("tags") List<String> texts, @ForAll("texts") String other) {
        List<String> tags = texts.stream().map(EntityTags::of).toList();
        String header = String.join(" , ", tags);
        tags.forEach(tag -> {
            assertTrue(EntityTags.matchesIfMatch(header, tag));
            assertTrue(EntityTags.matchesIfMatch(header.replace("\"" + tag.substring(1), "W/" + tag), tag));
            assertTrue(EntityTags.matchesIfNoneMatch(header, tag));
        });
        assertEquals(texts.contains(other), EntityTags.matchesIfMatch(header, EntityTags.of(other)));
    }

    @Property(seed = SEED)
    void anyHeader_isReadAndMatchesNoOtherTag(@ForAll("texts") String header) {
        assertEquals(header.strip().equals("*"), EntityTags.matchesIfMatch(header, EntityTags.of("x")));
        assertFalse(EntityTags.matchesIfNoneMatch(null, EntityTags.of(header)));
    }

    @Provide
    static Arbitrary<List<String>> tags() {
        return JsonValues.texts().list().ofMaxSize(4);
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                JsonValues.texts(),
                Arbitraries.strings().withChars("\"W/*, -gzip").ofMaxLength(10));
    }
}
