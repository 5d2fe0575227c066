package ee.chatkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the rooms, as {@code ee.chatkit}'s package documentation draws them. */
@AnalyzeClasses(packages = "ee.chatkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String NULLNESS = "org.jspecify.annotations..";

    @ArchTest
    static void theRulesSeeTheWholeHouse(JavaClasses classes) {
        assertTrue(classes.size() >= 60, "saw only " + classes.size() + " classes");
    }

    @ArchTest
    static final ArchRule modelKnowsOnlyTheJdk = room("ee.chatkit.model..", "java..");

    @ArchTest
    static final ArchRule storeContractsKnowOnlyTheModel = room("ee.chatkit.store", "java..", "ee.chatkit.model");

    @ArchTest
    static final ArchRule memoryKnowsOnlyTheContracts =
            room("ee.chatkit.store.memory..", "java..", "ee.chatkit.model", "ee.chatkit.store");

    @ArchTest
    static final ArchRule jpaKnowsOnlyTheContractsAndItsLibraries = room(
            "ee.chatkit.store.jpa..",
            "java..",
            "javax.sql..",
            "javax.naming..",
            "jakarta.persistence..",
            "jakarta.transaction..",
            "org.hibernate..",
            "liquibase..",
            "ee.chatkit.model",
            "ee.chatkit.store");

    @ArchTest
    static final ArchRule protocolKnowsOnlyTheModel = room("ee.chatkit.protocol", "java..", "ee.chatkit.model");

    @ArchTest
    static final ArchRule itemsKnowOnlyWhatTheProtocolShares =
            room("ee.chatkit.protocol.item", "java..", "ee.chatkit.model", "ee.chatkit.protocol");

    @ArchTest
    static final ArchRule requestsKnowOnlyItems = room(
            "ee.chatkit.protocol.request",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.protocol",
            "ee.chatkit.protocol.item");

    @ArchTest
    static final ArchRule eventsKnowOnlyItems = room(
            "ee.chatkit.protocol.event",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.protocol",
            "ee.chatkit.protocol.item");

    @ArchTest
    static final ArchRule jsonKnowsOnlyTheModelAndTheProtocol =
            room("ee.chatkit.protocol.json", "java..", "jakarta.json..", "ee.chatkit.model", "ee.chatkit.protocol..");

    @ArchTest
    static final ArchRule responderKnowsOnlyTheModelAndTheProtocolsValues = room(
            "ee.chatkit.responder",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.protocol",
            "ee.chatkit.protocol.item",
            "ee.chatkit.protocol.request",
            "ee.chatkit.protocol.event");

    @ArchTest
    static final ArchRule theEchoKnowsOnlyWhatAResponderKnows = room(
            "ee.chatkit.responder.echo..",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.protocol",
            "ee.chatkit.protocol.item",
            "ee.chatkit.protocol.request",
            "ee.chatkit.protocol.event",
            "ee.chatkit.responder");

    @ArchTest
    static final ArchRule modelResponderKnowsWhatAResponderKnowsAndItsLibrary = room(
            "ee.chatkit.responder.model..",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.protocol",
            "ee.chatkit.protocol.item",
            "ee.chatkit.protocol.request",
            "ee.chatkit.protocol.event",
            "ee.chatkit.responder",
            "dev.langchain4j..");

    @ArchTest
    static final ArchRule chatKnowsNeitherHttpNorDatabase = room(
            "ee.chatkit.chat..",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.store",
            "ee.chatkit.protocol..",
            "ee.chatkit.responder");

    @ArchTest
    static final ArchRule attachmentKnowsNeitherHttpNorDatabase = room(
            "ee.chatkit.attachment",
            "java..",
            "javax.crypto..",
            "ee.chatkit.model",
            "ee.chatkit.store",
            "ee.chatkit.protocol.item",
            "ee.chatkit.protocol.request",
            "ee.chatkit.protocol.json",
            "ee.chatkit.chat");

    @ArchTest
    static final ArchRule transferKnowsNeitherHttpNorDatabase =
            room("ee.chatkit.transfer", "java..", "ee.chatkit.model", "ee.chatkit.store", "ee.chatkit.protocol.json");

    @ArchTest
    static final ArchRule loginKnowsOnlyTheServersTokens =
            room("ee.chatkit.security", "java..", "jakarta.enterprise..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule httpKnowsNoImplementation = noClasses()
            .that()
            .resideInAPackage("ee.chatkit.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ee.chatkit.store.memory..", "ee.chatkit.store.jpa..", "ee.chatkit.wiring..");

    @ArchTest
    static final ArchRule theClientKnowsNoneOfTheServersRooms = room(
            "ee.chatkit.client",
            "java..",
            "jakarta.enterprise.context..",
            "jakarta.json..",
            "jakarta.ws.rs..",
            "org.eclipse.microprofile.rest.client..");

    @ArchTest
    static final ArchRule theCommandLineNeedsNoServer = room(
            "ee.chatkit.cli",
            "java..",
            "ee.chatkit.model",
            "ee.chatkit.store",
            "ee.chatkit.store.jpa",
            "ee.chatkit.protocol.json",
            "ee.chatkit.transfer",
            "org.postgresql.ds..",
            "picocli..",
            "me.tongfei.progressbar..");

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("ee.chatkit.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ee.chatkit.cli..");

    @ArchTest
    static final ArchRule nobodyKnowsTheClient = noClasses()
            .that()
            .resideOutsideOfPackage("ee.chatkit.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ee.chatkit.client..");

    @ArchTest
    static final ArchRule jaxRsStaysInHttp = noClasses()
            .that()
            .resideOutsideOfPackages("ee.chatkit.http..", "ee.chatkit.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule persistenceStaysInJpa = noClasses()
            .that()
            .resideOutsideOfPackage("ee.chatkit.store.jpa..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "liquibase..");

    @ArchTest
    static final ArchRule languageModelsStayInTheirRoom = noClasses()
            .that()
            .resideOutsideOfPackages("ee.chatkit.responder.model..", "ee.chatkit.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.langchain4j..", "com.fasterxml.jackson..", "ee.chatkit.responder.model..");

    @ArchTest
    static final ArchRule serverKnowsOnlyWhatServersOffer = room(
            "ee.chatkit.wiring.server",
            "java..",
            "javax.naming..",
            "jakarta.enterprise.concurrent..",
            "org.eclipse.microprofile.config..");

    /** What the library carries: it needs neither JAX-RS nor JSON nor a language model. */
    @ArchTest
    static final ArchRule storeWiringKnowsOnlyTheStores = room(
            "ee.chatkit.wiring.store",
            "java..",
            "javax.sql..",
            "jakarta.annotation..",
            "jakarta.enterprise..",
            "jakarta.inject..",
            "jakarta.transaction..",
            "org.eclipse.microprofile.config..",
            "org.eclipse.microprofile.health..",
            "ee.chatkit.store..",
            "ee.chatkit.wiring.server");

    @ArchTest
    static final ArchRule nobodyKnowsTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage("ee.chatkit.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ee.chatkit.wiring..");

    @ArchTest
    static final ArchRule noCircles =
            slices().matching("ee.chatkit.(**)").should().beFreeOfCycles();

    private static ArchRule room(String room, String... allowed) {
        String[] known = new String[allowed.length + 2];
        System.arraycopy(allowed, 0, known, 0, allowed.length);
        known[allowed.length] = room;
        known[allowed.length + 1] = NULLNESS;
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known)
                .allowEmptyShould(true);
    }
}
