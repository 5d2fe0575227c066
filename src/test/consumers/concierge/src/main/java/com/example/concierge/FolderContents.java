package com.example.concierge;

import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the bytes of attachments as files in a folder. A file that is complete has the attachment's id as its name; one
 * that is not has something behind it. What is known of the attachments, and whose they are, is in the store.
 */
@ApplicationScoped
public class FolderContents implements AttachmentContents {
    private static final String UNFINISHED = ".part";

    @Inject
    private Store store;

    @Inject
    private AttachmentMaintenance all;

    @Inject
    @ConfigProperty(name = "concierge.files")
    private String folder;

    @Override
    public Upload begin(Caller caller, String attachmentId) {
        store.loadAttachment(caller, attachmentId);
        if (Files.exists(file(attachmentId))) {
            throw new ConflictException(ResourceType.CONTENT, attachmentId);
        }
        try {
            Files.createDirectories(Path.of(folder));
            Path part = Files.createTempFile(Path.of(folder), attachmentId, UNFINISHED);
            return new FileUpload(attachmentId, part, Files.newOutputStream(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OptionalLong length(Caller caller, String attachmentId) {
        return isThere(caller, attachmentId)
                ? OptionalLong.of(file(attachmentId).toFile().length())
                : OptionalLong.empty();
    }

    @Override
    public InputStream open(Caller caller, String attachmentId) {
        if (!isThere(caller, attachmentId)) {
            throw new NotFoundException(ResourceType.CONTENT, attachmentId);
        }
        try {
            return Files.newInputStream(file(attachmentId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean delete(Caller caller, String attachmentId) {
        try {
            return Files.deleteIfExists(file(attachmentId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int sweep(Instant begunBefore, int limit) {
        try (var files = Files.list(Files.createDirectories(Path.of(folder)))) {
            List<Path> left =
                    files.filter(file -> isLeft(file, begunBefore)).limit(limit).toList();
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
            return left.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isLeft(Path file, Instant begunBefore) {
        String name = file.getFileName().toString();
        return name.endsWith(UNFINISHED)
                ? file.toFile().lastModified() < begunBefore.toEpochMilli()
                : all.find(name).isEmpty();
    }

    private boolean isThere(Caller caller, String attachmentId) {
        return all.find(attachmentId)
                        .filter(found -> found.owner().equals(caller))
                        .isPresent()
                && Files.exists(file(attachmentId));
    }

    /** The store makes ids of letters, digits and underscores; what comes from outside may be anything. */
    private Path file(String attachmentId) {
        if (!attachmentId.matches("[A-Za-z0-9_]+")) {
            throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
        }
        return Path.of(folder, attachmentId);
    }

    private final class FileUpload implements Upload {
        private final String attachmentId;
        private final Path part;
        private final OutputStream out;

        FileUpload(String attachmentId, Path part, OutputStream out) {
            this.attachmentId = attachmentId;
            this.part = part;
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A second name for the file, which only one upload can get. */
        @Override
        public void complete() {
            try {
                out.close();
                Files.createLink(file(attachmentId), part);
            } catch (FileAlreadyExistsException e) {
                throw new ConflictException(ResourceType.CONTENT, attachmentId);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
                Files.deleteIfExists(part);
            } catch (IOException e) {
                // swept later
            }
        }
    }
}
