package org.facteur.imap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What each package may see: the grammar nothing but values, the values nothing of the grammar. */
@AnalyzeClasses(packages = "org.facteur.imap", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String[] GRAMMAR = {
        "org.facteur.imap",
        "org.facteur.imap.command",
        "org.facteur.imap.syntax",
        "org.facteur.imap.framing",
        "org.facteur.imap.response",
        "org.facteur.imap.name"
    };

    @ArchTest
    static final ArchRule theGrammarKnowsNoPlatformAndNoSession = noClasses()
            .that()
            .resideInAnyPackage(GRAMMAR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..", "org.facteur.imap.session..", "org.facteur.imap.handler..", "org.facteur.imap.ra..");

    @ArchTest
    static final ArchRule commandsKnowNothingOfTheWire = noClasses()
            .that()
            .resideInAPackage("org.facteur.imap.command")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.facteur.imap.syntax",
                    "org.facteur.imap.framing",
                    "org.facteur.imap.response",
                    "org.facteur.wire..",
                    "io.netty..");

    @ArchTest
    static final ArchRule responsesKnowNothingOfTheParser = noClasses()
            .that()
            .resideInAPackage("org.facteur.imap.response")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.facteur.imap.syntax", "org.facteur.imap.framing");

    @ArchTest
    static final ArchRule onlyFramingSeesBuffers = noClasses()
            .that()
            .resideInAnyPackage("org.facteur.imap.syntax", "org.facteur.imap.response", "org.facteur.imap.name")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule whatReadsACommandIsCalledItsSyntax = classes()
            .that()
            .resideInAPackage("org.facteur.imap.syntax")
            .and()
            .implement("org.facteur.imap.syntax.CommandSyntax")
            .should()
            .haveSimpleNameEndingWith("Syntax");

    @ArchTest
    static final ArchRule onlyTheResourceAdapterSeesThePlatform = noClasses()
            .that()
            .resideOutsideOfPackage("org.facteur.imap.ra")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.facteur.imap.ra", "org.facteur.wire.ra", "org.facteur.wire.listener");

    @ArchTest
    static final ArchRule theSessionKnowsNoHandler = noClasses()
            .that()
            .resideInAPackage("org.facteur.imap.session")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.facteur.imap.handler");

    @ArchTest
    static final ArchRule handlersSeeValuesOnly = noClasses()
            .that()
            .resideInAPackage("org.facteur.imap.handler")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.facteur.imap.syntax", "org.facteur.imap.framing", "io.netty..");

    @ArchTest
    static final ArchRule whatCarriesOutACommandIsCalledItsHandler = classes()
            .that()
            .implement("org.facteur.imap.session.CommandHandler")
            .should()
            .haveSimpleNameEndingWith("Handler")
            .andShould()
            .resideInAPackage("org.facteur.imap.handler");
}
