package why401.diagnosis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.A;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.observation.Observers;
import why401.diagnosis.observation.Subjects;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;

/// The texts of every mechanism, filled in: by a case that knows much, by one that knows nothing,
/// and by what the mechanism itself is recognised by, without its details.
class WordingTest {
  private static final Table TABLE = Table.shipped();

  /// What an empty or unfilled placeholder leaves behind.
  private static final Pattern GAP =
      Pattern.compile(
          "[{}|]|''|\"\"|\\(\\)| {2}| [.,;:]|:\\.|\\b(?:than|the|a|an|of)"
              + " ?[.;,:]|\\bnull\\b|1970-");

  static Stream<Mechanism> mechanisms() {
    return TABLE.mechanisms().stream();
  }

  /// Cases with what is observed in them.
  private static final Map<Evidence, Observations> CASES =
      Stream.of(
              A.token().worked().evidence(),
              A.token().answered(401).evidence(),
              A.opaque().answered(403).evidence(),
              A.basic().worked().redirected(URI.create("https://login.example/")).evidence(),
              A.key().answered(401).evidence(),
              A.session().answered(401).evidence())
          .collect(Collectors.toMap(Function.identity(), one -> Observers.of(TABLE, one)));

  private static List<String> texts(Mechanism mechanism) {
    Mechanism.Notes notes = mechanism.notes();
    return List.of(notes.summary(), notes.remedy(), notes.confirm(), notes.not());
  }

  private static List<String> filled(Mechanism mechanism) {
    List<String> filled = new ArrayList<>();
    CASES.forEach(
        (evidence, observed) -> {
          for (Observations seen : List.of(Observations.NONE, observed, typical(mechanism))) {
            Posterior posterior = Posterior.of(TABLE, Subjects.of(evidence, false), seen);
            Wording wording = Wording.of(evidence, posterior, mechanism);
            texts(mechanism).forEach(text -> filled.add(wording.fill(text)));
          }
        });
    return filled;
  }

  /// The likeliest value of each variable that the mechanism speaks of, with empty details.
  private static Observations typical(Mechanism mechanism) {
    List<Observations.Entry> entries = new ArrayList<>();
    mechanism
        .predictions()
        .forEach(
            (variable, likelihoods) -> {
              Optional<Map.Entry<String, Double>> most =
                  likelihoods.entrySet().stream().max(Map.Entry.comparingByValue());
              most.ifPresent(
                  value ->
                      entries.add(
                          new Observations.Entry(
                              TABLE.variable(variable),
                              value.getKey(),
                              A.NOON,
                              Map.of("what", "", "offered", "", "scheme", "", "code", ""))));
            });
    return Observations.of(entries);
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void text_hasNoGap(Mechanism mechanism) {
    for (String text : filled(mechanism)) {
      assertThat(GAP.matcher(text).find()).as("%s: %s", mechanism.id(), text).isFalse();
    }
  }

  /// Somebody else signs a JWT: there is no secret of it to compare.
  @ParameterizedTest
  @MethodSource("mechanisms")
  void secret_isNotComparedOfASignedToken(Mechanism mechanism) {
    if (mechanism.prior().weight(CredentialKind.JWT, Situation.REFUSED) > 0) {
      assertThat(mechanism.notes().remedy()).doesNotContainIgnoringCase("compare the secret");
    }
  }

  /// How sure a verdict is, its confidence says.
  @ParameterizedTest
  @MethodSource("mechanisms")
  void text_doesNotHedge(Mechanism mechanism) {
    assertThat(mechanism.notes().summary())
        .doesNotContainPattern("(?i)\\b(?:likely|probably|possibly)\\b");
  }
}
