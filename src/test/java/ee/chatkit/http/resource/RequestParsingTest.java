package ee.chatkit.http.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.HttpSettings;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.json.InvalidInputException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parsing of requests, without a server. */
class RequestParsingTest {
    @Test
    void pageDefaults_areTwentyNewestFirst() {
        assertEquals(new PageRequest(20, SortOrder.DESC, null), QueryParameters.page(Map.of()));
        var query = Map.of("limit", List.of("100"), "order", List.of("asc"), "after", List.of("~z~thr_1"));
        assertEquals(new PageRequest(100, SortOrder.ASC, new Cursor("thr_1", 35L)), QueryParameters.page(query));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 101", "limit, +5", "limit, ٣", "limit, ''", "order, up", "after, ''", "after, ' '"})
    void invalidPageParameter_isNamed(String name, String value) {
        var refusal =
                assertThrows(InvalidInputException.class, () -> QueryParameters.page(Map.of(name, List.of(value))));
        assertEquals(Optional.of(name), refusal.field());
    }

    @Test
    void entityTag_changesWithRepresentation() {
        assertEquals(EntityTags.of("{}"), EntityTags.of("{}"));
        assertNotEquals(EntityTags.of("{}"), EntityTags.of("{ }"));
        assertTrue(EntityTags.of("{}").matches("\"[0-9a-f]{32}\""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"a\"`, true, true",
                "`W/\"a\"`, true, true",
                "`\"a-gzip\"`, true, true",
                "`W/\"a--gzip\"`, true, true",
                "`\"b-gzip\"`, false, false",
                "`\"a-other\"`, false, false",
                "`\"b\", \"a\"`, true, true",
                "`\"b\",W/\"a\"`, true, true",
                "`\"b,\"a`, false, false",
                "`*`, true, true",
                "`\"b\"`, false, false",
                "`a`, false, false",
                "``, false, false"
            })
    void preconditions_compareEntityTags(String header, boolean known, boolean passes) {
        assertEquals(known, EntityTags.matchesIfNoneMatch(header, "\"a\""));
        assertEquals(passes, EntityTags.matchesIfMatch(header, "\"a\""));
    }

    @Test
    void oversizedAcceptLanguage_isIgnored() {
        assertEquals("und", RestResource.locale("de," + "en,".repeat(1000)).toLanguageTag());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT                  | de-AT",
                "en;q=0.5, fr;q=0.8     | fr",
                "pt-BR,pt;q=0.9,en;q=.1 | pt-BR",
                "*                      | und",
                "''                     | und",
                "de;q=very              | und",
                "not a language         | und"
            })
    void acceptLanguage_selectsPreferredLocale(String header, String language) {
        assertEquals(language, RestResource.locale(header).toLanguageTag());
    }

    @Test
    void invalidHttpSettings_areRejected() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new HttpSettings(
                        request -> Optional.empty(), " ", 1, null, Set.of(), "admin", Clock.systemUTC()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HttpSettings(
                        request -> Optional.empty(), null, 0, null, Set.of(), "admin", Clock.systemUTC()));
        assertFalse(new HttpSettings(request -> Optional.empty(), "demo", 1, null, Set.of(), "admin", Clock.systemUTC())
                .anonymousUser()
                .isEmpty());
    }
}
