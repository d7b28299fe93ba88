package org.facteur.pop3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "org.facteur.pop3", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheResourceAdapterKnowsItsServer = noClasses()
            .that()
            .resideOutsideOfPackage("..pop3.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.facteur.wire.ra..", "org.facteur.wire.listener..");

    @ArchTest
    static final ArchRule theSyntaxNeverSeesTheSession = noClasses()
            .that()
            .resideInAPackage("..pop3.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..pop3.session..",
                    "..pop3.conversation..",
                    "..pop3.handler..",
                    "org.facteur.wire.session..",
                    "io.netty..");

    @ArchTest
    static final ArchRule handlersNeverSeeOctets = noClasses()
            .that()
            .resideInAnyPackage("..pop3.handler..", "..pop3.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.facteur.wire.framing..");

    @ArchTest
    static final ArchRule nothingTalksToTheNetwork =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.nio.channels..", "io.netty.channel..");

    @ArchTest
    static final ArchRule packagesHaveOneDirection = SlicesRuleDefinition.slices()
            .matching("org.facteur.pop3.(*)..")
            .should()
            .beFreeOfCycles();
}
