package ee.chatkit.model;

/**
 * Names of files that come from outside. A name is shown to users and becomes the name under which a browser or a script
 * saves the file, so it must not lead out of a folder, nor look different from what it is.
 */
public final class FileNames {
    /** The name of a file whose name has no usable characters. */
    public static final String DEFAULT = "file";

    private FileNames() {}

    /**
     * Returns a name without folders, and without characters that are invisible or change the direction of the text around
     * them, as in {@code "exe.\u202Egpj"}.
     *
     * @param name a name of any length, possibly with the folders of the sender's system
     * @return the name; {@value #DEFAULT} if nothing is left, or only dots
     */
    public static String sanitize(String name) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String visible = isSafe(base) ? base.strip() : withoutUnsafe(base).strip();
        return visible.chars().allMatch(c -> c == '.') ? DEFAULT : visible;
    }

    private static boolean isSafe(String name) {
        return name.codePoints().noneMatch(FileNames::isUnsafe);
    }

    private static String withoutUnsafe(String name) {
        return name.codePoints()
                .filter(c -> !isUnsafe(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Joiners are part of words and emoji, so not all format characters are unsafe. */
    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> c != 0x200C && c != 0x200D && !isTag(c);
            default -> false;
        };
    }

    /** Flags of regions are written with tag characters. */
    private static boolean isTag(int c) {
        return c >= 0xE0020 && c <= 0xE007F;
    }
}
