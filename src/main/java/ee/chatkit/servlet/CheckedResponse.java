package ee.chatkit.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A response whose errors are problem documents, whether the application or the server sends them. It ignores what is written after an error, and what is
 * written while the body of the request is awaited.
 */
final class CheckedResponse extends HttpServletResponseWrapper {
    private final HttpServletRequest request;
    private final @Nullable PendingBody body;
    private boolean errorSent;

    CheckedResponse(HttpServletRequest request, HttpServletResponse response, @Nullable PendingBody body) {
        super(response);
        this.request = request;
        this.body = body;
    }

    private boolean isIgnored() {
        return errorSent || (body != null && body.isRequested());
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) getResponse();
    }

    @Override
    public void sendError(int status) throws IOException {
        if (!isIgnored()) {
            if (isCommitted()) {
                throw new IllegalStateException("The response is committed");
            }
            resetBuffer();
            ProblemResponse.write(request, response(), ProblemResponse.ofStatus(status));
            errorSent = true;
        }
    }

    /** The message is not sent: it may describe the implementation. */
    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (isIgnored()) {
            return new Discarded();
        }
        return body == null ? super.getOutputStream() : new Unclosed(super.getOutputStream());
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return isIgnored() ? new PrintWriter(new Discarded(), false, StandardCharsets.UTF_8) : super.getWriter();
    }

    @Override
    public void setStatus(int status) {
        if (!isIgnored()) {
            super.setStatus(status);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isIgnored()) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isIgnored()) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (!isIgnored()) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (!isIgnored()) {
            super.addIntHeader(name, value);
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (!isIgnored()) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (!isIgnored()) {
            super.addDateHeader(name, date);
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (!isIgnored()) {
            super.addCookie(cookie);
        }
    }

    @Override
    public void setContentType(String type) {
        if (!isIgnored()) {
            super.setContentType(type);
        }
    }

    @Override
    public void setContentLength(int length) {
        if (!isIgnored()) {
            super.setContentLength(length);
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (!isIgnored()) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (!isIgnored()) {
            super.sendRedirect(location);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!isIgnored()) {
            super.flushBuffer();
        }
    }

    @Override
    public void reset() {
        if (!isIgnored()) {
            super.reset();
        }
    }

    @Override
    public void resetBuffer() {
        if (!isIgnored()) {
            super.resetBuffer();
        }
    }

    /** Is flushed instead of closed: Payara keeps the end of a closed response until the request is complete. */
    private static final class Unclosed extends ServletOutputStream {
        private final ServletOutputStream out;

        Unclosed(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }

    private static final class Discarded extends ServletOutputStream {
        @Override
        public void write(int value) {}

        @Override
        public void write(byte[] bytes, int offset, int count) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("The response is discarded");
        }
    }
}
