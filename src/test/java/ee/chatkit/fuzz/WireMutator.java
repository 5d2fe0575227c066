package ee.chatkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Changes headers, codings and bytes of a request. */
final class WireMutator {
    private static final int BOMB = 3_000_000;

    private WireMutator() {}

    /** Adds, replaces, repeats or removes a header. */
    static void mutateHeaders(RequestParts request, Choice choice) {
        if (!request.headers.isEmpty() && choice.oneIn(5)) {
            request.headers.remove(choice.below(request.headers.size()));
            return;
        }
        String name = choice.of(HostileValues.HEADER_NAMES);
        boolean ofType = name.equals("Accept") || name.equals("Content-Type");
        String value = choice.of(ofType ? HostileValues.MEDIA_TYPES : HostileValues.HEADER_VALUES);
        if (choice.oneIn(2)) {
            request.replaceHeader(name, value);
        } else {
            request.headers.add(name + ": " + value);
        }
    }

    /** Changes the coding or the length of the body; the request may then not be complete. */
    static void mutateFraming(RequestParts request, Choice choice) {
        switch (choice.below(8)) {
            case 0, 1 -> {
                request.body = gzip(request.body);
                request.replaceHeader("Content-Encoding", choice.of(List.of("gzip", "x-gzip", "GZIP", "gzip ")));
            }
            case 2 -> {
                byte[] compressed = gzip(request.body);
                request.body = Arrays.copyOf(compressed, choice.below(compressed.length));
                request.replaceHeader("Content-Encoding", "gzip");
            }
            case 3 -> {
                request.body = gzip(new byte[BOMB]);
                request.replaceHeader("Content-Encoding", "gzip");
            }
            case 4 ->
                request.replaceHeader(
                        "Content-Encoding", choice.of(List.of("gzip", "br", "deflate", "identity", "gzip, gzip", "x")));
            case 5, 6 -> request.framing = RequestParts.Framing.CHUNKED;
            default -> request.lengthError = -1 - choice.below(20);
        }
    }

    /** Changes single bytes. */
    static byte[] mutateBytes(byte[] bytes, Choice choice) {
        if (bytes.length == 0) {
            return new byte[] {(byte) choice.below(256)};
        }
        byte[] changed = bytes.clone();
        do {
            int at = choice.below(changed.length);
            switch (choice.below(6)) {
                case 0 -> changed[at] = (byte) choice.below(256);
                case 1 -> changed[at] ^= (byte) (1 << choice.below(8));
                case 2 -> changed = joined(changed, 0, at, changed, Math.min(changed.length, at + 1 + choice.below(4)));
                case 3 -> changed = joined(changed, 0, at, changed, Math.max(0, at - choice.below(20)));
                case 4 -> changed[at] = (byte) "\u0000\r\n \":,{}[]\\%;&=/\u00ff".charAt(choice.below(18));
                default -> changed = changed.length > 1 ? Arrays.copyOf(changed, Math.max(1, at)) : changed;
            }
        } while (choice.oneIn(2));
        return changed;
    }

    private static byte[] joined(byte[] first, int from, int to, byte[] second, int begin) {
        var joined = new ByteArrayOutputStream();
        joined.write(first, from, to - from);
        joined.write(second, begin, second.length - begin);
        return joined.size() == 0 ? new byte[] {' '} : joined.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
