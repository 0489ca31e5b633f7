package why401.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/// One row of a rule's table: evidence, and what the rule makes of it.
///
/// @param expected `CAUSE CONFIDENCE` or the experiment's label, or empty if it says nothing
record Row(String name, A evidence, String expected) {
  static Row of(String name, A evidence, String expected) {
    return new Row(name, evidence, expected);
  }

  void check(Rule rule) {
    String said =
        rule.judge(evidence.asCase())
            .map(hypothesis -> hypothesis.cause() + " " + hypothesis.confidence())
            .orElse("");
    assertThat(said).isEqualTo(expected);
  }

  void checkInquiry(Inquiry inquiry) {
    @Nullable String asked =
        inquiry.next(evidence.asCase()).map(experiment -> experiment.label()).orElse("");
    assertThat(asked).isEqualTo(expected);
  }

  @Override
  public String toString() {
    return name;
  }
}
