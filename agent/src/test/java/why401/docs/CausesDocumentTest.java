package why401.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;

/// `causes.md` explains every cause, fault domain and confidence.
class CausesDocumentTest {
  private static final Document DOCUMENT = Document.named("causes.md");

  @Test
  void everyCause_isExplained_withItsFaultDomain() {
    assertThat(DOCUMENT.rows("causes"))
        .as("one row per constant of Cause, in its order: cause, fault domain, meaning")
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactlyElementsOf(
            Arrays.stream(Cause.values())
                .map(cause -> "`%s` `%s`".formatted(cause.label(), cause.faultDomain().label()))
                .toList());
  }

  @Test
  void everyFaultDomain_isExplained() {
    assertThat(names("fault-domains"))
        .containsExactlyElementsOf(
            Arrays.stream(FaultDomain.values()).map(FaultDomain::label).map(this::code).toList());
  }

  @Test
  void everyConfidence_isExplained() {
    assertThat(names("confidence"))
        .containsExactlyElementsOf(
            Arrays.stream(Confidence.values()).map(Confidence::label).map(this::code).toList());
  }

  @Test
  void everyMeaning_isASentence() {
    for (String region : List.of("causes", "fault-domains", "confidence")) {
      assertThat(DOCUMENT.rows(region))
          .extracting(List::getLast)
          .allSatisfy(text -> assertThat(text).matches("[A-Z`].{12,}\\."));
    }
  }

  private List<String> names(String region) {
    return DOCUMENT.rows(region).stream().map(List::getFirst).toList();
  }

  private String code(String label) {
    return "`" + label + "`";
  }
}
