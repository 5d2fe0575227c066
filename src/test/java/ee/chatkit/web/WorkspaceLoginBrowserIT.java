package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient;
import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** The page at the root on servers with a login of their own, below a context path, and behind a proxy that serves it elsewhere. */
class WorkspaceLoginBrowserIT {
    /** Of two segments, so that no address works by chance. */
    private static final String CONTEXT = "sales/chat";

    private static final String USER = "ada";

    private static final String BASIC = "<auth-method>BASIC</auth-method>";
    private static final String FORM = """
        <auth-method>FORM</auth-method>
        <form-login-config>
          <form-login-page>/login.html</form-login-page><form-error-page>/login.html</form-error-page>
        </form-login-config>\
        """;

    /** As in the manual. */
    private static final String CONSTRAINT = """
          <security-constraint>
            <web-resource-collection>
              <web-resource-name>api</web-resource-name>
              <url-pattern>/api/*</url-pattern>
            </web-resource-collection>
            <auth-constraint>
              <role-name>**</role-name>
            </auth-constraint>
          </security-constraint>
          <login-config>LOGIN</login-config>
        </web-app>\
        """;

    private static final String LOGIN_PAGE = """
        <!doctype html><title>Login</title><link rel="icon" href="data:,">
        <form method="post" action="j_security_check"><input name="j_username"><input name="j_password" type="password"><button>Go</button></form>\
        """;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @TempDir
    private Path folder;

    @BeforeEach
    void expectRejections() {
        browser.expectConsoleErrors();
    }

    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void basicLogin_belowAContextPath_isAskedForAndSufficesForEverything(Server.Kind kind) throws IOException {
        try (var fixture = ServerFixture.withUsers(kind, Map.of(), List.of(USER))) {
            fixture.start(CONTEXT + "/api/threads", war(BASIC));
            var page = open(fixture.baseUri().resolve(CONTEXT + "/"));
            signIn();
            use(page);
        }
    }

    /** Links that the server makes, such as those of files, need its public address. */
    @Test
    void basicLogin_behindAProxyWithAnotherPathAndHost_works() throws IOException {
        try (var proxy = new PrefixProxy("/tools/talk/");
                var fixture = ServerFixture.withUsers(
                        Server.Kind.WILDFLY,
                        Map.of(
                                "CHATKIT_PUBLIC_URL",
                                proxy.address().resolve("api/").toString()),
                        List.of(USER))) {
            fixture.start(CONTEXT + "/api/threads", war(BASIC));
            URI server = fixture.baseUri();
            proxy.target(URI.create("http://127.0.0.1:" + server.getPort() + "/" + CONTEXT + "/"));
            var page = open(proxy.address());
            signIn();
            use(page);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void formLogin_leadsToTheFormAndBack(Server.Kind kind) throws IOException {
        try (var fixture = ServerFixture.withUsers(kind, Map.of(), List.of(USER))) {
            fixture.start(CONTEXT + "/api/threads", war(FORM));
            var page = open(fixture.baseUri().resolve(CONTEXT + "/"));
            page.waitForText("The server has a page for that; afterwards you return here.");
            page.find("[data-sign-in]").click();
            page.find("[name=j_username]").sendKeys(USER);
            page.find("[name=j_password]").sendKeys(USER);
            page.find("button").click();
            use(page);
        }
    }

    private WorkspacePageDriver open(URI address) {
        browser.uses("http://" + address.getRawAuthority());
        base = address;
        var page = new WorkspacePageDriver(browser, address.toString());
        page.open();
        return page;
    }

    private URI base = URI.create("about:blank");

    /**
     * Chrome asks for a name and a password by itself; the page waits for that. It has them here from an address, and sends
     * them from then on.
     */
    private void signIn() {
        new RestTestClient(base.resolve("api/")).get("about").expectProblem(401, "unauthenticated");
        String link = base.resolve("api/sign-in").toString();
        browser.chrome().driver.get(link.replace("://", "://" + USER + ":" + USER + "@"));
    }

    /** Creates an opportunity, sends a message with a file, opens the conversation by its address, and exports all. */
    private void use(WorkspacePageDriver page) throws IOException {
        page.waitUntil(() -> page.find("footer .user").getText().equals(USER));
        assertEquals(base.toString(), browser.chrome().driver.getCurrentUrl());
        page.click("[data-new-opportunity]");
        page.find("dialog [name=name]").sendKeys("Harbour bridge");
        page.find("dialog .primary").click();
        page.waitUntil(() -> page.opportunities().equals(List.of("Harbour bridge")));
        page.js("document.querySelector('chatkit-ee').setComposerValue({ files:"
                + " [new File(['The pier costs two million.'], 'plan.txt', { type: 'text/plain' })] })");
        page.waitUntil(() -> (Boolean) page.js("const { shadowRoot } = document.querySelector('chatkit-ee'); return"
                + " shadowRoot.querySelector('ck-composer .file') !== null &&"
                + " shadowRoot.querySelector('progress') === null"));
        page.send("What will the pier cost?");
        page.waitForText("You said: What will the pier cost?");
        page.waitUntil(() -> page.conversations().equals(List.of("What will the pier cost?")));
        String address = browser.chrome().driver.getCurrentUrl();
        assertTrue(address.startsWith(base + "#thread=thr_"), address);
        page.open(address.substring(base.toString().length()));
        page.waitForText("You said: What will the pier cost?");
        page.waitForText("plan.txt");
        export(page);
        assertEquals(
                List.of(),
                browser.chrome().requests().stream()
                        .filter(url -> !url.startsWith(base.toString()))
                        .toList(),
                "requests outside of the application's path");
    }

    private void export(WorkspacePageDriver page) throws IOException {
        browser.chrome()
                .command("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        page.choose("[data-menu]", "Export");
        page.click("ws-export-dialog .primary");
        page.waitForText("The export is complete");
        Path[] file = new Path[1];
        page.waitUntil(() -> {
            try (var files = Files.newDirectoryStream(folder, "chatkit-*.ndjson")) {
                files.forEach(found -> file[0] = found);
                return file[0] != null && Files.readString(file[0]).contains("\"record\":\"end\"");
            } catch (IOException e) {
                return false;
            }
        });
        assertTrue(Files.readString(file[0]).contains("What will the pier cost?"));
        assertTrue(page.all(By.cssSelector("[data-notice=problem]")).isEmpty());
    }

    private Path war(String login) throws IOException {
        String descriptor = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"))
                .replace("</web-app>", CONSTRAINT.replace("LOGIN", login));
        Path war = folder.resolve("chat.war");
        ShrinkWrap.createFromZipFile(WebArchive.class, BuildPaths.war().toFile())
                .setWebXML(new StringAsset(descriptor))
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><context-root>/" + CONTEXT + "</context-root></jboss-web>"),
                        "jboss-web.xml")
                .addAsWebInfResource(
                        new StringAsset(
                                "<glassfish-web-app><context-root>/" + CONTEXT + "</context-root></glassfish-web-app>"),
                        "glassfish-web.xml")
                .addAsWebResource(new StringAsset(LOGIN_PAGE), "login.html")
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }
}
