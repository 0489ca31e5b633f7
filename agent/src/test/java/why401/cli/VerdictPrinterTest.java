package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;

class VerdictPrinterTest {
  private final StringWriter page = new StringWriter();

  @Test
  void alternatives_areOneLine_andTheProbabilityStandsBesideTheConfidence() {
    print(
        new Verdict.Odds(
            0.76,
            "password-changed-at-target",
            List.of(
                new Verdict.Alternative(Cause.ACCOUNT_LOCKED, "locked", 0.18, "It fits."),
                new Verdict.Alternative(Cause.CREDENTIALS_STRIPPED, "cgi", 0.06, "It fits."))));
    assertThat(page.toString().lines())
        .contains("  or else: account locked (18 %), credentials stripped (6 %)")
        .first()
        .asString()
        .contains("likely (76 %)");
  }

  @Test
  void verdictThatWasNotWeighed_hasNeither() {
    print(Verdict.Odds.NONE);
    assertThat(page.toString()).doesNotContain("or else", "%");
  }

  private void print(Verdict.Odds odds) {
    new VerdictPrinter(new PrintWriter(page), new Ink(Help.Ansi.OFF))
        .print(
            "orders",
            401,
            new Verdict(
                Cause.CREDENTIALS_INVALID,
                Confidence.LIKELY,
                Cause.CREDENTIALS_INVALID.faultDomain(),
                odds,
                "The password is wrong.",
                List.of(),
                List.of(),
                List.of(),
                "Ask for the new password."));
  }
}
