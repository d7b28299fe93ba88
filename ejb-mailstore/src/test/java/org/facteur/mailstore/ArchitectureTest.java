package org.facteur.mailstore;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;

@AnalyzeClasses(packages = "org.facteur.mailstore", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyRepositoriesSeeTheEntityManager = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Jpa")
            .and()
            .doNotHaveSimpleName("StoreBoundary")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EntityManager.class);

    @ArchTest
    static final ArchRule nobodyNamesARepositoryByItsDatabase =
            noClasses().should().dependOnClassesThat().haveSimpleNameStartingWith("Jpa");

    @ArchTest
    static final ArchRule theStoreKnowsTheAdaptersByTheApiAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.facteur.wire..",
                    "org.facteur.smtp..",
                    "org.facteur.pop3..",
                    "org.facteur.imap..",
                    "org.facteur.sieve..");

    @ArchTest
    static final ArchRule onlyDeclarationsToTheServerKnowConnectors = noClasses()
            .that()
            .resideOutsideOfPackage("..mailstore.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.resource..");

    @ArchTest
    static final ArchRule scannersTextAndScriptsAreFreeOfThePlatform = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.facteur.mailstore.mime..",
                    "org.facteur.mailstore.text..",
                    "org.facteur.mailstore.sieve.syntax..",
                    "org.facteur.mailstore.sieve.script..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule endpointsPassOnToServices = noClasses()
            .that()
            .resideInAPackage("..endpoint..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Repository");

    @ArchTest
    static final ArchRule endpointsAreBeansOfTheirPackage =
            classes().that().areAnnotatedWith(MessageDriven.class).should().resideInAPackage("..endpoint..");

    @ArchTest
    static final ArchRule servicesStandBehindTheBoundary =
            classes().that().areAnnotatedWith(Stateless.class).should().beAnnotatedWith(Interceptors.class);

    /** A container refuses a call of a service's other methods from outside. */
    @ArchTest
    static final ArchRule whatOthersCallOfServicesIsPublic = noClasses()
            .should()
            .callMethodWhere(describe(
                    "is one of a service of another class, and not public",
                    call -> call.getTargetOwner().isAnnotatedWith(Stateless.class)
                            && !call.getOriginOwner().equals(call.getTargetOwner())
                            && call.getTarget()
                                    .resolveMember()
                                    .filter(method -> !method.getModifiers().contains(JavaModifier.PUBLIC)
                                            && !method.getModifiers().contains(JavaModifier.STATIC))
                                    .isPresent()));

    /** A container calls them in a transaction otherwise, whatever attribute their class has. */
    @ArchTest
    static final ArchRule clocksHoldNoTransaction = methods()
            .that()
            .areAnnotatedWith(Schedule.class)
            .should()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(TransactionManagement.class);

    @ArchTest
    static final ArchRule entitiesKeepTheirState = noClasses()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Service");
}
