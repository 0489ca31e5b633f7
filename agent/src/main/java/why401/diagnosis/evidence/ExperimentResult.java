package why401.diagnosis.evidence;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.response.Interpretation;
import why401.token.RenewalFailure;
import why401.token.TokenSource;

/// What an experiment showed.
public sealed interface ExperimentResult {
  /// What was asked.
  Experiment experiment();

  /// Extra requests that it cost, those to the identity provider included.
  int requests();

  /// What the target answered, in order; nothing if it was not asked.
  default Stream<Observation> observations() {
    return switch (this) {
      case Observed observed -> Stream.of(observed.observation());
      case Renewed renewed -> Stream.of(renewed.observation());
      case Surveyed surveyed -> surveyed.at().stream().map(At::observation);
      case Compared compared ->
          Stream.concat(Stream.of(compared.ours()), compared.others().stream());
      case RenewalFailed _, Introspected _, KeySought _, Declined _ -> Stream.empty();
    };
  }

  /// The target answered, or did not.
  record Observed(Experiment experiment, Observation observation) implements ExperimentResult {
    @Override
    public int requests() {
      return observation.requests();
    }
  }

  /// Several addresses answered.
  record Surveyed(Experiment experiment, List<At> at) implements ExperimentResult {
    /// Copies.
    public Surveyed {
      at = List.copyOf(at);
    }

    @Override
    public int requests() {
      return at.stream().mapToInt(one -> one.observation().requests()).sum();
    }
  }

  /// The same was asked with ours, and with what must not be accepted.
  record Compared(Experiment experiment, Observation ours, List<Observation> others)
      implements ExperimentResult {
    /// Copies.
    public Compared {
      others = List.copyOf(others);
    }

    @Override
    public int requests() {
      return observations().mapToInt(Observation::requests).sum();
    }
  }

  /// One address's answer.
  record At(String address, Observation observation) {}

  /// A fresh token was obtained and shown.
  record Renewed(
      Experiment experiment, CredentialFacts fresh, Observation observation, int requests)
      implements ExperimentResult {}

  /// No fresh token was to be had.
  ///
  /// @param interpretation of the token endpoint's answer, or null without one
  record RenewalFailed(
      Experiment experiment, RenewalFailure failure, @Nullable Interpretation interpretation)
      implements ExperimentResult {
    @Override
    public int requests() {
      return 1;
    }
  }

  /// The identity provider was asked about the token.
  ///
  /// @param ofFresh what it said of a token that it had just issued, or null if none was at hand
  record Introspected(
      Experiment experiment,
      TokenSource.Introspection said,
      TokenSource.@Nullable Introspection ofFresh)
      implements ExperimentResult {
    /// Of the refused token alone.
    public Introspected(Experiment experiment, TokenSource.Introspection said) {
      this(experiment, said, null);
    }

    /// The second question takes a renewal as well.
    @Override
    public int requests() {
      return ofFresh == null ? 1 : 3;
    }
  }

  /// The key set was read.
  record KeySought(Experiment experiment, TokenSource.KeyLookup said) implements ExperimentResult {
    @Override
    public int requests() {
      return 1;
    }
  }

  /// The experiment was not made.
  ///
  /// @param why a plain sentence
  record Declined(Experiment experiment, String why) implements ExperimentResult {
    @Override
    public int requests() {
      return 0;
    }
  }
}
