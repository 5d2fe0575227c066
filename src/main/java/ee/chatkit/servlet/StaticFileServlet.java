package ee.chatkit.servlet;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends the pages and modules in the WAR, with an entity tag that depends on the content alone, and compressed where the browser
 * accepts that. The servers' own tags and times would not do: in a reproducible build all releases have the same times, so a
 * browser would keep the modules of an earlier release. Other files are left to the server.
 */
@WebServlet(
        name = "static-files",
        urlPatterns = {"", "/index.html", "*.js", "*.css", "*.svg"},
        asyncSupported = true)
public final class StaticFileServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PAGE = "/index.html";

    /** Files of an application may be larger; they are read for each request. */
    private static final int MAX_KEPT = 4_194_304;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml");

    private final transient Map<String, StaticFile> files = new ConcurrentHashMap<>();

    /** For the servlet container. */
    public StaticFileServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        Optional<StaticFile> file = file(path.length() <= 1 ? PAGE : path);
        if (file.isPresent()) {
            file.get().send(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private Optional<StaticFile> file(String path) throws IOException {
        StaticFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.matches("(?i)/(WEB|META)-INF/.*")) {
            return Optional.empty();
        }
        try (InputStream in = getServletContext().getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            var file = new StaticFile(in.readAllBytes(), type);
            if (file.length() <= MAX_KEPT) {
                files.put(path, file); // there are as many as in the WAR
            }
            return Optional.of(file);
        }
    }
}
