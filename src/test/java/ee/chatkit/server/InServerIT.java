package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.StoreAttachmentService;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.Store;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An application in the server: it injects the store, which joins its transactions; the caller is the login's principal. */
@ExtendWith(ArquillianExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class InServerIT {
    /** The WAR's descriptor with BASIC authentication for the API. */
    private static final String WEB_XML = """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <context-param>
            <param-name>resteasy.patchfilter.disabled</param-name>
            <param-value>true</param-value>
          </context-param>
          <security-constraint>
            <web-resource-collection>
              <web-resource-name>all</web-resource-name>
              <url-pattern>/api/*</url-pattern>
            </web-resource-collection>
            <auth-constraint>
              <role-name>**</role-name>
            </auth-constraint>
          </security-constraint>
          <login-config>
            <auth-method>BASIC</auth-method>
          </login-config>
        </web-app>
        """;

    @Resource(lookup = "java:jboss/datasources/ChatKitDS")
    private DataSource datasource;

    @Inject
    private Store store;

    @Inject
    private AttachmentServices services;

    @Inject
    private UserTransaction transaction;

    private final Caller ann = new Caller("ann");

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "chatkit.war")
                .importFrom(Path.of(System.getProperty("chatkit.war", "target/chatkit.war"))
                        .toFile())
                .as(WebArchive.class)
                .setWebXML(new StringAsset(WEB_XML))
                .addClass(InServerIT.class);
    }

    @Test
    void datasource_returnsAutocommitConnections() throws SQLException {
        try (Connection connection = datasource.getConnection()) {
            assertTrue(connection.getAutoCommit());
        }
    }

    @Test
    void injectedStore_isPostgresql() {
        assertEquals("postgresql", store.name());
    }

    @Test
    void rollbackOfCallersTransaction_discardsThreadAndApplicationRow() throws Exception {
        ChatThread thread = beginTransactionWithThreadAndRow();
        store.updateThread(ann, thread.id(), current -> current.withTitle("Seen inside"));
        assertEquals("Seen inside", store.loadThread(ann, thread.id()).title());
        transaction.rollback();
        assertThrows(NotFoundException.class, () -> store.loadThread(ann, thread.id()));
        assertEquals(0, countApplicationRows(thread));
    }

    @Test
    void commitOfCallersTransaction_keepsThreadAndApplicationRow() throws Exception {
        ChatThread thread = beginTransactionWithThreadAndRow();
        store.updateItem(ann, thread.id(), "m1", item -> item.withContent("{\"changed\":true}"));
        transaction.commit();
        assertEquals(1, countApplicationRows(thread));
        assertEquals(
                2,
                store.listItems(ann, thread.id(), ItemScope.ALL, PageRequest.first(10, SortOrder.ASC))
                        .data()
                        .size());
    }

    @Test
    void notFoundAndFailedUpdate_leaveCallersTransactionUsable() throws Exception {
        ChatThread thread = thread();
        transaction.begin();
        store.addThread(ann, thread);
        assertThrows(NotFoundException.class, () -> store.loadThread(ann, "thr_none"));
        assertThrows(NotFoundException.class, () -> store.saveItem(ann, message(thread("thr_none"), "m1")));
        assertThrows(NotFoundException.class, () -> store.updateThread(ann, "thr_none", any -> any));
        assertThrows(
                IllegalStateException.class,
                () -> store.updateThread(ann, thread.id(), any -> {
                    throw new IllegalStateException("no");
                }));
        assertEquals(Status.STATUS_ACTIVE, transaction.getStatus());
        transaction.commit();
        assertEquals(thread.id(), store.loadThread(ann, thread.id()).id());
    }

    @Test
    void conflictOutsideTransaction_affectsNoLaterOperation() {
        ChatThread thread = store.addThread(ann, thread());
        store.addItem(ann, message(thread, "m1"));
        assertThrows(ConflictException.class, () -> store.addItem(ann, message(thread, "m1")));
        assertEquals(2, store.addItem(ann, message(thread, "m2")).position());
    }

    @Test
    void caller_isThePrincipalAndSeesOwnThreadsOnly() throws Exception {
        ChatThread thread = store.addThread(ann, thread());
        assertEquals(200, get("threads/" + thread.id(), "ann").statusCode());
        assertEquals(404, get("threads/" + thread.id(), "bob").statusCode());
        assertEquals(401, get("threads/" + thread.id(), "eve").statusCode());
    }

    @Test
    void attachmentOfAnotherUser_isNotFoundOverHttp() throws Exception {
        HttpResponse<String> created = send(
                "POST",
                "attachments",
                "ann",
                "application/json",
                "{\"name\":\"a.txt\",\"size\":5,\"mime_type\":\"text/plain\"}");
        assertEquals(201, created.statusCode(), created.body());
        String path = created.headers().firstValue("Location").orElseThrow().replaceFirst(".*/api/", "");
        String delete = "{\"type\":\"attachments.delete\",\"params\":{\"attachment_id\":\""
                + path.replace("attachments/", "") + "\"}}";
        for (String content : List.of("before the bytes are there", "after")) {
            assertEquals(404, get(path, "bob").statusCode(), content);
            assertEquals(404, get(path + "/content", "bob").statusCode(), content);
            assertEquals(404, send("DELETE", path, "bob", "text/plain", "").statusCode(), content);
            assertEquals(
                    404,
                    send("PUT", path + "/content", "bob", "text/plain", "12345").statusCode(),
                    content);
            assertEquals(
                    404,
                    send("POST", "chatkit", "bob", "application/json", delete).statusCode(),
                    content);
            send("PUT", path + "/content", "ann", "text/plain", "hello");
        }
        assertEquals("hello", get(path + "/content", "ann").body());
    }

    /** A browser adds the login to the form of any page. */
    @Test
    void formOfForeignPage_isForbidden() throws Exception {
        String form =
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--xyz--";
        String own = base().getScheme() + "://" + base().getAuthority();
        Map<String, Integer> statuses = Map.of(own, 201, "https://evil.example", 403, "http://127.0.0.1:1", 403);
        for (Map.Entry<String, Integer> expected : statuses.entrySet()) {
            int status = send(
                            "POST",
                            "attachments",
                            "ann",
                            "multipart/form-data; boundary=xyz",
                            form,
                            "Origin",
                            expected.getKey())
                    .statusCode();
            assertEquals(expected.getValue(), status, expected.getKey());
        }
    }

    @Test
    void expiredUploadLink_isForbidden() throws Exception {
        URI base = base();
        RequestContext requestContext = new RequestContext(ann, null, base, Locale.ROOT, RawJson.EMPTY_OBJECT);
        var announced = new AttachmentsCreate("a.txt", 5, "text/plain");
        for (Duration age : List.of(Duration.ofMinutes(9), Duration.ofMinutes(10))) {
            Clock clock = Clock.offset(Clock.systemUTC(), age.negated());
            var then = new AttachmentServices(
                    services.store(), services.maintenance(), services.contents(), services.policy(), clock);
            var file = (WireAttachment.File) new StoreAttachmentService(then).create(requestContext, announced, "");
            String link =
                    base.relativize(URI.create(file.info().upload().url())).toString();
            int status = age.toMinutes() < 10 ? 204 : 403;
            assertEquals(status, send("PUT", link, "ann", "text/plain", "hello").statusCode(), link);
        }
    }

    @Test
    void hiddenItem_isNeitherReadNorListedOverHttp() throws Exception {
        ChatThread thread = store.addThread(ann, thread());
        store.addItem(ann, message(thread, "m1"));
        store.addItem(
                ann,
                new ThreadItem("h1", thread.id(), "hidden_context_item", Instant.now(), "{\"content\":\"secret\"}"));
        assertEquals(404, get("threads/" + thread.id() + "/items/h1", "ann").statusCode());
        String page = get("threads/" + thread.id() + "/items", "ann").body();
        assertTrue(page.contains("m1") && !page.contains("secret"), page);
    }

    /** Begins a transaction; in it, adds a row to a table of the application and a thread with two items. */
    private ChatThread beginTransactionWithThreadAndRow() throws Exception {
        execute("create table if not exists own (id text)");
        ChatThread thread = thread();
        transaction.begin();
        execute("insert into own values ('" + thread.id() + "')");
        store.addThread(ann, thread);
        store.addItem(ann, message(thread, "m1"));
        store.saveItem(ann, message(thread, "m2"));
        return thread;
    }

    private static HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return send("GET", path, user, "text/plain", "");
    }

    private static HttpResponse<String> send(
            String method, String path, String user, String type, String body, String... headers)
            throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(base().resolve(path))
                    .header("Authorization", "Basic " + login)
                    .header("Content-Type", type)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static URI base() {
        return URI.create("http://127.0.0.1:" + System.getProperty("jboss.http.port") + "/chatkit/api/");
    }

    private static ChatThread thread() {
        return thread("thr_" + UUID.randomUUID());
    }

    private static ChatThread thread(String id) {
        return ChatThread.create(id, Instant.now());
    }

    private static ThreadItem message(ChatThread thread, String id) {
        return new ThreadItem(id, thread.id(), "user_message", Instant.now(), "{}");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long countApplicationRows(ChatThread thread) throws SQLException {
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from own where id = '" + thread.id() + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
