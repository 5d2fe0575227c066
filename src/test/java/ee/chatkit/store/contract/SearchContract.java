package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.search.SearchHit;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.SearchPosition;
import ee.chatkit.store.SearchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Search} and {@link SearchIndex}. What is in the index and what is not are found alike. */
public interface SearchContract extends StoreContract {
    /** When the index is written: not at all, or before something else happens. */
    enum Indexing {
        LATER,
        AT_ONCE
    }

    /** Indexes all that there is, of all users. */
    default void index() {
        SearchIndex.IndexRun run;
        do {
            run = searchIndex().indexNext(500);
        } while (run.hasMore() || run.elsewhere());
    }

    private void index(Indexing indexing) {
        if (indexing == Indexing.AT_ONCE) {
            index();
        }
    }

    private Page<SearchHit> find(Caller caller, String query) {
        return search().search(caller, SearchRequest.first(query, 20));
    }

    /** The ids of the items found, those of threads for titles. */
    private List<String> ids(Caller caller, String query) {
        return ids(find(caller, query));
    }

    private static List<String> ids(Page<SearchHit> page) {
        return page.data().stream().map(SearchContract::id).toList();
    }

    private static String id(SearchHit hit) {
        SearchHit.FoundItem item = hit.item();
        return item == null ? hit.thread().id() : item.id();
    }

    private ThreadItem say(Caller caller, ChatThread thread, String text) {
        return add(
                caller, thread, "user_message", "{\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}");
    }

    private ThreadItem add(Caller caller, ChatThread thread, String type, String content) {
        clock().advance(Duration.ofSeconds(1));
        var item = new ThreadItem(store().generateItemId(type), thread.id(), type, clock().instant(), content);
        store().addItem(caller, item);
        return item;
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_findsTextsOfItemsNewestFirst(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        ThreadItem first = say(ada, thread, "The quarterly report of Großküche");
        ThreadItem answer = add(
                ada,
                thread,
                "assistant_message",
                "{\"content\":[{\"type\":\"output_text\",\"text\":\"Which report?\"}]}");
        ThreadItem other = say(ada, thread, "something else");
        index(indexing);
        assertEquals(List.of(answer.id(), first.id()), ids(ada, "REPORT"));
        assertEquals(List.of(first.id()), ids(ada, "grosskuche report"));
        assertEquals(List.of(other.id()), ids(ada, "some"));
        assertEquals(List.of(), ids(ada, "missing"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_findsTextsOfAllSearchedTypes(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        List<String> ids = Stream.of(
                        add(ada, thread, "user_message", "{\"content\":[],\"quoted_text\":\"zebra quoted\"}"),
                        add(ada, thread, "user_message", "{\"content\":[{\"type\":\"input_tag\",\"text\":\"Zebra\"}]}"),
                        add(ada, thread, "user_message", "{\"content\":[],\"attachments\":[{\"name\":\"zebra.pdf\"}]}"),
                        add(ada, thread, "widget", "{\"widget\":{\"type\":\"Text\",\"value\":\"zebra\"}}"),
                        add(ada, thread, "task", "{\"task\":{\"title\":\"Looking for zebras\"}}"),
                        add(ada, thread, "workflow", "{\"workflow\":{\"tasks\":[{\"title\":\"zebra\"}]}}"))
                .map(ThreadItem::id)
                .toList();
        index(indexing);
        assertEquals(ids.reversed(), ids(ada, "zebra"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_findsPartsInAllScripts(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        List<String> texts = List.of(
                "Haftpflichtversicherungsvertrag",
                "İSTANBUL ve Iğdır",
                "我在北京大学学习",
                "東京都に住む",
                "한국어를 배웁니다",
                "ฉันเรียนภาษาไทย");
        List<String> ids =
                texts.stream().map(text -> say(ada, thread, text).id()).toList();
        index(indexing);
        List<String> queries = List.of("versicherung", "istanbul igdir", "京大", "京都", "국어", "ภาษา");
        for (int n = 0; n < queries.size(); n++) {
            assertEquals(List.of(ids.get(n)), ids(ada, queries.get(n)), queries.get(n));
        }
        assertEquals(List.of(ids.get(0)), ids(ada, "gs"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_understandsPhrasesExclusionsAndPrefixes(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        ThreadItem one = say(ada, thread, "the annual report of B");
        ThreadItem two = say(ada, thread, "this report is annual, b-side");
        index(indexing);
        assertEquals(List.of(two.id(), one.id()), ids(ada, "annual report"));
        assertEquals(List.of(one.id()), ids(ada, "\"annual report\""));
        assertEquals(List.of(two.id()), ids(ada, "report -\"annual report\""));
        assertEquals(List.of(two.id()), ids(ada, "report -the"));
        assertEquals(List.of(two.id(), one.id()), ids(ada, "annual rep"));
        assertEquals(List.of(two.id(), one.id()), ids(ada, "b"));
        assertEquals(List.of(), ids(ada, "-report"));
        assertEquals(List.of(), ids(ada, "\"...\" !"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_findsTitles(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = store().addThread(ada, newThread().withTitle("Quarterly report"));
        index(indexing);
        SearchHit hit = find(ada, "report").data().getFirst();
        assertEquals(thread, hit.thread());
        assertNull(hit.item());
        assertEquals("Quarterly report", hit.snippet().text());
        store().updateThread(ada, thread.id(), old -> old.withTitle("Yearly budget"));
        assertEquals(List.of(), ids(ada, "report"));
        assertEquals(List.of(thread.id()), ids(ada, "budget"));
        index(indexing);
        store().saveThread(ada, thread.withTitle("Weekly plan"));
        assertEquals(List.of(thread.id()), ids(ada, "weekly"));
        store().updateThread(ada, thread.id(), old -> old.withTitle(null));
        index(indexing);
        assertEquals(List.of(), ids(ada, "weekly"));
        store().setTitleIfAbsent(ada, thread.id(), "Generated");
        assertEquals(List.of(thread.id()), ids(ada, "generated"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void hit_hasThreadItemSnippetAndRank(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada, newOpportunity(ada));
        ThreadItem item = say(ada, thread, "A plan for Friday");
        index(indexing);
        SearchHit hit = find(ada, "plan").data().getFirst();
        assertEquals(store().loadThread(ada, thread.id()), hit.thread());
        assertEquals(new SearchHit.FoundItem(item.id(), "user_message", item.createdAt()), hit.item());
        assertEquals("A plan for Friday", hit.snippet().text());
        assertEquals(1, hit.snippet().ranges().size());
        assertEquals(2, hit.snippet().ranges().getFirst().start());
        assertEquals(6, hit.snippet().ranges().getFirst().end());
        assertTrue(hit.relevance() > 0 && hit.relevance() <= 1);
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_neverFindsHiddenItems(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        add(ada, thread, "hidden_context_item", "{\"content\":\"secret\",\"text\":\"secret\"}");
        ThreadItem shown = say(ada, thread, "secret");
        index(indexing);
        assertEquals(List.of(shown.id()), ids(ada, "secret"));
        store().saveItem(
                        ada,
                        new ThreadItem(
                                shown.id(),
                                thread.id(),
                                "sdk_hidden_context",
                                shown.createdAt(),
                                "{\"content\":\"secret\"}"));
        assertEquals(List.of(), ids(ada, "secret"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_findsOnlyWhatIsTheCallers(Indexing indexing) {
        Caller ada = newUser();
        Caller eve = newUser();
        ChatThread thread = store().addThread(ada, newThread().withTitle("confidential"));
        say(ada, thread, "confidential");
        index(indexing);
        assertEquals(2, ids(ada, "confidential").size());
        assertEquals(List.of(), ids(eve, "confidential"));
        Opportunity opportunity = newOpportunity(ada);
        assertThrows(
                NotFoundException.class,
                () -> search().search(
                                eve, SearchRequest.first("confidential", 10).in(opportunity.id())));
        SearchPosition position = new SearchPosition(clock().instant().plusSeconds(9), thread.id(), 5);
        assertEquals(
                List.of(),
                ids(search().search(eve, SearchRequest.first("confidential", 10).after(position))));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_ofAnOpportunityFindsWhatIsInIt(Indexing indexing) {
        Caller ada = newUser();
        Opportunity one = newOpportunity(ada);
        Opportunity two = newOpportunity(ada);
        ThreadItem first = say(ada, addThread(ada, one), "bridge");
        say(ada, addThread(ada, two), "bridge");
        say(ada, addThread(ada), "bridge");
        index(indexing);
        assertEquals(3, ids(ada, "bridge").size());
        assertEquals(
                List.of(first.id()),
                ids(search().search(ada, SearchRequest.first("bridge", 10).in(one.id()))));
        assertThrows(
                NotFoundException.class,
                () -> search().search(
                                ada,
                                SearchRequest.first("...", 10)
                                        .in(opportunities().generateOpportunityId())));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_seesChangesAtOnce(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        ThreadItem one = say(ada, thread, "alpha");
        ThreadItem two = say(ada, thread, "alpha");
        ThreadItem three = say(ada, thread, "alpha");
        index(indexing);
        store().updateItem(
                        ada,
                        thread.id(),
                        one.id(),
                        old -> one.withContent(one.content().replace("alpha", "omega")));
        store().saveItem(ada, two.withContent(two.content().replace("alpha", "omega")));
        assertEquals(List.of(three.id()), ids(ada, "alpha"));
        assertEquals(List.of(two.id(), one.id()), ids(ada, "omega"));
        index(indexing);
        assertEquals(List.of(three.id()), ids(ada, "alpha"));
        assertEquals(List.of(two.id(), one.id()), ids(ada, "omega"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_doesNotFindWhatWasDeleted(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = store().addThread(ada, newThread().withTitle("alpha"));
        ThreadItem one = say(ada, thread, "alpha");
        ThreadItem two = say(ada, thread, "alpha");
        ThreadItem three = say(ada, thread, "alpha");
        index(indexing);
        store().deleteItem(ada, thread.id(), two.id());
        assertEquals(List.of(three.id(), one.id(), thread.id()), ids(ada, "alpha"));
        store().deleteItemsAfter(ada, thread.id(), one.id());
        assertEquals(List.of(one.id(), thread.id()), ids(ada, "alpha"));
        store().deleteThread(ada, thread.id());
        assertEquals(List.of(), ids(ada, "alpha"));
        index(indexing);
        assertEquals(List.of(), ids(ada, "alpha"));
    }

    @Test
    default void search_findsWhatIsInTheIndexAndWhatIsNotWithoutDuplicates() {
        Caller ada = newUser();
        ChatThread thread = store().addThread(ada, newThread().withTitle("alpha"));
        List<String> expected = new ArrayList<>(List.of(thread.id()));
        for (int n = 0; n < 6; n++) {
            expected.add(say(ada, thread, "alpha " + n).id());
            if (n == 2) {
                index();
                store().updateItem(
                                ada,
                                thread.id(),
                                expected.get(2),
                                old -> old.withContent(old.content().replace('1', '9')));
            }
        }
        assertEquals(expected.reversed(), ids(ada, "alpha"));
        index();
        assertEquals(expected.reversed(), ids(ada, "alpha"));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void pages_haveEachHitOnce(Indexing indexing) {
        Caller ada = newUser();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            ChatThread thread = addThread(ada);
            for (int m = 0; m < 8; m++) {
                expected.add(say(ada, thread, m % 2 == 0 ? "needle in hay" : "only hay")
                        .id());
            }
            if (n == 1) {
                index(indexing);
            }
        }
        List<String> needles = IntStream.range(0, expected.size())
                .filter(n -> n % 2 == 0)
                .mapToObj(expected::get)
                .toList();
        for (int limit : List.of(1, 3, 5, 16)) {
            assertEquals(needles.reversed(), allPages(ada, "needle", limit), "limit " + limit);
        }
        assertFalse(search().search(ada, SearchRequest.first("needle", 16)).hasMore());
    }

    private List<String> allPages(Caller caller, String query, int limit) {
        List<String> ids = new ArrayList<>();
        SearchRequest request = SearchRequest.first(query, limit);
        Page<SearchHit> page = search().search(caller, request);
        while (true) {
            assertTrue(page.data().size() <= limit);
            ids.addAll(ids(page));
            String after = page.after();
            if (after == null) {
                return ids;
            }
            page = search().search(caller, request.after(SearchPosition.parse(after)));
        }
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void pages_ofItemsOfTheSameTimeHaveEachHitOnce(Indexing indexing) {
        Caller ada = newUser();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            ChatThread thread = addThread(ada);
            for (int m = 0; m < 5; m++) {
                ThreadItem item = message(thread, store().generateItemId("user_message"));
                store().addItem(ada, item);
                expected.add(item.id());
            }
        }
        index(indexing);
        List<String> found = allPages(ada, "hello", 4);
        assertEquals(expected.size(), found.size());
        assertEquals(new HashSet<>(expected), new HashSet<>(found));
    }

    @ParameterizedTest
    @MethodSource("foreignCursors")
    default void parse_rejectsWhatIsNoPosition(String text) {
        assertThrows(IllegalArgumentException.class, () -> SearchPosition.parse(text));
    }

    /** Texts that are no positions. */
    static List<String> foreignCursors() {
        return List.of(
                "",
                "x",
                "~1~thr_1",
                "thr_1",
                "!!!",
                "MX4xfg",
                "OTk5OTk5OTk5OTk5OTk5OTk5OX4xfnRocl8x",
                "MX4tMX50aHJfMQ",
                "\u0000");
    }

    @Test
    default void position_isReadAsItIsWritten() {
        var position = new SearchPosition(clock().instant(), "thr_~ä😀", 17);
        assertEquals(position, SearchPosition.parse(position.format()));
    }

    @ParameterizedTest
    @EnumSource(Indexing.class)
    default void search_ofOneLetterReadsABoundedNumberOfItems(Indexing indexing) {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        for (int n = 0; n < 30; n++) {
            say(ada, thread, "word");
        }
        ThreadItem last = say(ada, thread, "x");
        index(indexing);
        assertEquals(List.of(last.id()), ids(ada, "x"));
        assertEquals(List.of(), ids(ada, "y"));
    }

    @Test
    default void index_isCompleteAfterwards() {
        Caller ada = newUser();
        ChatThread thread = addThread(ada);
        for (int n = 0; n < 25; n++) {
            say(ada, thread, "chunk " + n);
        }
        while (searchIndex().indexNext(7).hasMore()) {
            assertEquals(20, ids(ada, "chunk").size());
        }
        assertEquals(25, allPages(ada, "chunk", 10).size());
    }
}
