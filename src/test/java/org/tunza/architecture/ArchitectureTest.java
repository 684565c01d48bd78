package org.tunza.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.record.AccessScope;

/** The walls of the house, docs/architecture.md. */
final class ArchitectureTest {

  private static final List<String> DOORS = List.of("fhir", "ui", "command");
  private static final List<String> STAGES =
      List.of("create", "receive", "maintain", "use", "dispose");
  private static JavaClasses program;

  @BeforeAll
  static void read() {
    program =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tunza");
  }

  private static String in(String room) {
    return "org.tunza." + room + "..";
  }

  private static String[] in(List<String> rooms) {
    return rooms.stream().map(ArchitectureTest::in).toArray(String[]::new);
  }

  private static void holds(ArchRule rule) {
    rule.allowEmptyShould(true).check(program);
  }

  @Test
  void the_words_of_the_record_know_only_the_jdk() {
    holds(
        classes()
            .that()
            .resideInAPackage(in("record"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(in("record"), "java..", "org.jspecify.."));
  }

  @Test
  void the_platform_knows_nothing_of_tunza() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(in("platform"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("org.tunza..")
                    .and(DescribedPredicate.not(resideInAnyPackage(in("platform"))))));
  }

  @Test
  void the_ground_knows_neither_stages_nor_questions_nor_doors() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(in("store"), in("resource"), in("record"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(in(List.of("identity", "govern")))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(STAGES))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(DOORS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "receive", "maintain", "use", "dispose"})
  void stages_know_neither_each_other_nor_doors(String stage) {
    String[] others =
        STAGES.stream()
            .filter(other -> !other.equals(stage))
            .map(ArchitectureTest::in)
            .toArray(String[]::new);
    holds(
        noClasses()
            .that()
            .resideInAPackage(in(stage))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(DOORS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fhir", "ui", "command"})
  void doors_do_not_know_each_other(String door) {
    String[] others =
        DOORS.stream()
            .filter(other -> !other.equals(door))
            .map(ArchitectureTest::in)
            .toArray(String[]::new);
    holds(
        noClasses()
            .that()
            .resideInAPackage(in(door))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others));
  }

  @Test
  void the_merkle_tree_is_mathematics_and_knows_only_the_jdk() {
    holds(
        classes()
            .that()
            .resideInAPackage(in("store.merkle"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(in("store.merkle"), "java..", "org.jspecify.."));
  }

  @Test
  void stages_and_doors_reach_the_store_through_ports() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(in(STAGES))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in("store")));
  }

  @Test
  void sql_is_sent_only_by_classes_that_are_named_so() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("platform"))
            .and()
            .haveSimpleNameNotStartingWith("Postgres")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.Statement"));
  }

  @Test
  void the_model_of_hapi_stays_at_the_edges() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("resource"), in("receive"), in("fhir"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ca.uhn..", "org.hl7.."));
  }

  @Test
  void http_is_answered_at_the_doors_alone() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("fhir"), in("ui"), in("command"))
            .and()
            .resideOutsideOfPackage("org.tunza")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet.."));
  }

  @Test
  void http_is_asked_by_commands_and_for_the_bucket_of_blobs_alone() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("command"), in("store.blob.bucket"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http.."));
  }

  @Test
  void clock_chance_and_environment_are_asked_in_the_platform_alone() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("platform"))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void only_those_listed_may_see_everything() {
    List<String> listed =
        List.of(
            "org.tunza.record.AccessScope",
            "org.tunza.record.AccessPolicy",
            "org.tunza.store.PostgresRecords",
            "org.tunza.store.search.PostgresScope",
            "org.tunza.use.ReadDefinitions",
            "org.tunza.create.PatchRecord",
            "org.tunza.command.ExportRecords");
    holds(
        noClasses()
            .that(
                new DescribedPredicate<JavaClass>("are not listed") {
                  @Override
                  public boolean test(JavaClass type) {
                    return listed.stream().noneMatch(type.getName()::startsWith);
                  }
                })
            .should()
            .callMethod(AccessScope.class, "everything"));
  }
}
