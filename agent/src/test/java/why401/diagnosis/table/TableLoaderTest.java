package why401.diagnosis.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each way in which a table can be wrong, with the whole message.
class TableLoaderTest {
  private static final String VARIABLES =
      """
      variables {
        colour {
          source = response
          values {
            red { base = 0.6, says = "It is red." }
            blue { base = 0.4, says = "It is blue." }
          }
        }
      }
      """;
  private static final String MECHANISM =
      """
      mechanisms {
        one {
          cause = credentials_invalid
          prior { password = 1 }
          predicts { colour { red = 0.9 } }
          summary = "a", remedy = "b", confirm = "c", not = "d", source = "e", ends-with = time
        }
      }
      """;

  @Test
  void unknownKey_isNamedWithTheNearest() {
    assertProblem(
        MECHANISM.replace("predicts", "predict"),
        "m.conf:5: mechanisms.one.predict: unknown key (did you mean \"predicts\"?)");
  }

  @Test
  void unknownVariable_isNamedWithTheNearest() {
    assertProblem(
        MECHANISM.replace("colour", "color"),
        "m.conf:5: mechanisms.one.predicts.color: unknown variable (did you mean \"colour\"?)");
  }

  @Test
  void unknownValue_isNamedWithTheNearest() {
    assertProblem(
        MECHANISM.replace("red =", "rd ="),
        "m.conf:5: mechanisms.one.predicts.colour.rd: unknown value (did you mean \"red\"?)");
  }

  @Test
  void unknownCause_isNamedWithTheNearest() {
    assertProblem(
        MECHANISM.replace("= credentials_invalid", "= credential_invalid"),
        "m.conf:3: mechanisms.one.cause: \"credential_invalid\" (did you mean"
            + " \"credentials_invalid\"?)");
  }

  @Test
  void unknownKindOfCredential_isNamedWithTheNearest() {
    assertProblem(
        MECHANISM.replace("password = 1", "pasword = 1"),
        "m.conf:4: mechanisms.one.prior.pasword: unknown name (did you mean \"password\"?)");
  }

  @Test
  void unknownDomain_isNamedWithAllThereAre() {
    assertProblem(
        MECHANISM.replace("prior {", "domain = nowhere\n    prior {"),
        "m.conf:4: mechanisms.one.domain: \"nowhere\" (expected: one of client, path, credential,"
            + " target, identity_provider, unknown)");
  }

  @Test
  void likelihoods_sumToAtMostOne() {
    assertProblem(
        MECHANISM.replace("red = 0.9", "red = 0.9, blue = 0.3"),
        "m.conf:5: mechanisms.one.predicts.colour: likelihoods sum to 1.2000 (expected: at most"
            + " 1)");
  }

  @Test
  void likelihoodsOfAllValues_sumToOne() {
    assertProblem(
        MECHANISM.replace("red = 0.9", "red = 0.5, blue = 0.3"),
        "m.conf:5: mechanisms.one.predicts.colour: likelihoods of all values sum to 0.8000"
            + " (expected: 1)");
  }

  @Test
  void missingText_isNamed() {
    assertProblem(
        MECHANISM.replace("remedy = \"b\", ", ""),
        "m.conf:2: mechanisms.one.remedy: missing (expected: a text)");
  }

  @Test
  void missingSource_isNamed() {
    assertProblem(
        MECHANISM.replace("source = \"e\", ", ""),
        "m.conf:2: mechanisms.one.source: missing (expected: a text)");
  }

  @Test
  void missingPrior_isNamed() {
    assertProblem(
        MECHANISM.replace("prior { password = 1 }", ""),
        "m.conf:2: mechanisms.one.prior: missing (expected: weights by kind of credential)");
  }

  @Test
  void missingEnd_isNamed() {
    assertProblem(
        MECHANISM.replace(", ends-with = time", ""),
        "m.conf:2: mechanisms.one.ends-with: missing (expected: what ends it)");
  }

  @Test
  void baseRates_sumToOne() {
    assertVariableProblem(
        VARIABLES.replace("0.4", "0.3"),
        "observations.conf:4: variables.colour.values: base rates sum to 0.9000 (expected: 1)");
  }

  @Test
  void unknownSource_isNamed() {
    assertVariableProblem(
        VARIABLES.replace("= response", "= responze"),
        "observations.conf:3: variables.colour.source: \"responze\" (did you mean"
            + " \"response\"?)");
  }

  @Test
  void experiment_namesWhatYieldsIt() {
    assertVariableProblem(
        VARIABLES.replace("= response", "= experiment"),
        "observations.conf:3: variables.colour.source: experiment without \"experiments\""
            + " (expected: which one yields it)");
  }

  @Test
  void valueWithoutSentence_isNamed() {
    assertVariableProblem(
        VARIABLES.replace(", says = \"It is red.\"", ""),
        "observations.conf:5: variables.colour.values.red.says: missing (expected: a text)");
  }

  @Test
  void outcomeOfAnExperiment_isAValueOrAGroup() {
    assertVariableProblem(
        VARIABLES.replace(
            "source = response", "source = experiment\n    experiments { look = [red, bleu] }"),
        "observations.conf:4: variables.colour.experiments.look: unknown value \"bleu\" (did you"
            + " mean \"blue\"?)");
  }

  @Test
  void causesWithoutMechanism_areAllNamed() {
    assertThatThrownBy(() -> load(VARIABLES, MECHANISM))
        .isInstanceOf(TableException.class)
        .message()
        .contains("mechanisms: token_expired: no mechanism (expected: at least one)")
        .contains("mechanisms: request_blocked: no mechanism (expected: at least one)")
        .doesNotContain("credentials_invalid")
        .doesNotContain("unknown");
  }

  @Test
  void mechanismsOfTwoCauses_areToldApartBySomething() {
    String second =
        MECHANISM
            .replace("one {", "two {")
            .replace("credentials_invalid", "account_locked")
            .replace("0.9", "0.92")
            .replace("mechanisms {", "mechanisms { ");
    assertThatThrownBy(() -> load(VARIABLES, MECHANISM + second))
        .message()
        .contains(
            "mechanisms: one, two: no variable tells them apart (expected: one, or the same"
                + " cause)");
  }

  @Test
  void syntaxError_isToldWithItsLine() {
    assertThatThrownBy(() -> load(VARIABLES, "mechanisms {\n  one {{\n}"))
        .message()
        .startsWith("m.conf:");
  }

  @Test
  void everyProblem_isToldAtOnce() {
    String wrong = MECHANISM.replace("colour", "color").replace("remedy = \"b\", ", "");
    assertThatThrownBy(() -> load(VARIABLES, wrong))
        .message()
        .contains("remedy: missing")
        .contains("unknown variable");
  }

  private static void assertProblem(String mechanisms, String expected) {
    assertThatThrownBy(() -> load(VARIABLES, mechanisms))
        .isInstanceOf(TableException.class)
        .hasMessage(expected);
  }

  private static void assertVariableProblem(String variables, String expected) {
    assertThatThrownBy(() -> load(variables, "mechanisms {}"))
        .isInstanceOf(TableException.class)
        .message()
        .isEqualTo(expected);
  }

  private static void load(String variables, String mechanisms) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("observations.conf", variables);
    files.put("m.conf", mechanisms);
    List<TableProblem> problems = new TableChecks(new TableLoader(files).load()).problems();
    throw new TableException(problems);
  }
}
