package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.attachment.AttachmentPolicy;
import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.StoreAttachmentService;
import ee.chatkit.chat.AttachmentService;
import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.wiring.server.TestJndi;
import ee.chatkit.wiring.store.StoreProducer;
import ee.chatkit.wiring.telemetry.TelemetryProducer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.inject.ConfigExtension;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.Config;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where attachment contents are stored, and the settings of attachments, in a CDI container. */
class AttachmentsProducerTest {
    /** The attachment contents of an application. */
    @ApplicationScoped
    static class ApplicationContents implements AttachmentContents {
        @Override
        public Upload begin(Caller caller, String attachmentId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong length(Caller caller, String attachmentId) {
            return OptionalLong.of(4711);
        }

        @Override
        public InputStream open(Caller caller, String attachmentId) {
            return InputStream.nullInputStream();
        }

        @Override
        public boolean delete(Caller caller, String attachmentId) {
            return false;
        }

        @Override
        public int sweep(Instant begunBefore, int limit) {
            return 0;
        }
    }

    @Test
    void contents_defaultToStore() {
        try (WeldContainer container = start()) {
            assertTrue(lengthOfUnknownAttachment(container).isEmpty());
            assertInstanceOf(
                    StoreAttachmentService.class,
                    container.select(AttachmentService.class).get());
        }
    }

    @Test
    void contents_ofApplicationReplaceDefault() {
        try (WeldContainer container = start(ApplicationContents.class)) {
            assertEquals(OptionalLong.of(4711), lengthOfUnknownAttachment(container));
        }
    }

    @Test
    void defaults_acceptAllTypesUpToTwentyMebibytes() {
        assertEquals(
                new AttachmentPolicy(20 << 20, List.of("*/*"), Duration.ofMinutes(10), Duration.ofHours(24)),
                AttachmentSettings.read(config(Map.of())));
    }

    @Test
    void settings_areRead() {
        var settings = AttachmentSettings.read(config(Map.of(
                AttachmentSettings.MAX_BYTES, "1024",
                AttachmentSettings.TYPES, "image/* , Application/PDF",
                AttachmentSettings.UPLOAD_MINUTES, "1",
                AttachmentSettings.UNSENT_RETENTION_HOURS, "0")));
        assertEquals(
                new AttachmentPolicy(1024, List.of("image/*", "application/pdf"), Duration.ofMinutes(1), Duration.ZERO),
                settings);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "chatkit.attachments.max-bytes, 1023",
                "chatkit.attachments.max-bytes, 20MB",
                "chatkit.attachments.max-bytes, 3000000000",
                "chatkit.attachments.types, image",
                "chatkit.attachments.types, `image/*,`",
                "chatkit.attachments.types, */png",
                "chatkit.attachments.upload-minutes, 0",
                "chatkit.attachments.unsent-retention-hours, -1"
            })
    void invalidSetting_isNamed(String key, String value) {
        var refusal =
                assertThrows(IllegalStateException.class, () -> AttachmentSettings.read(config(Map.of(key, value))));
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(value), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("null"), refusal.getMessage());
    }

    private static OptionalLong lengthOfUnknownAttachment(WeldContainer container) {
        return container.select(AttachmentServices.class).get().contents().length(new Caller("ann"), "atc_1");
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    private static WeldContainer start(Class<?>... more) {
        TestJndi.install();
        try {
            return new Weld()
                    .disableDiscovery()
                    .addExtension(new ConfigExtension())
                    .beanClasses(
                            StoreProducer.class,
                            AttachmentsProducer.class,
                            SweepScheduler.class,
                            TelemetryProducer.class)
                    .addBeanClasses(more)
                    .initialize();
        } finally {
            TestJndi.uninstall();
        }
    }
}
