package why401.diagnosis;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.challenge.Reading;
import why401.token.Fault;
import why401.token.Tokens;

/// What an experiment showed.
public sealed interface Answer {
  /// What was asked.
  Question question();

  /// Extra requests that it cost, those to the identity provider included.
  int requests();

  /// What the target answered, in order; nothing if it was not asked.
  default Stream<Observation> observations() {
    return switch (this) {
      case Observed observed -> Stream.of(observed.observation());
      case Renewed renewed -> Stream.of(renewed.observation());
      case Surveyed surveyed -> surveyed.at().stream().map(At::observation);
      case RenewalFailed _, Introspected _, KeySought _, Declined _ -> Stream.empty();
    };
  }

  /// The target answered, or did not.
  record Observed(Question question, Observation observation) implements Answer {
    @Override
    public int requests() {
      return observation.requests();
    }
  }

  /// Several addresses answered.
  record Surveyed(Question question, List<At> at) implements Answer {
    /// Copies.
    public Surveyed {
      at = List.copyOf(at);
    }

    @Override
    public int requests() {
      return at.stream().mapToInt(one -> one.observation().requests()).sum();
    }
  }

  /// One address's answer.
  record At(String address, Observation observation) {}

  /// A fresh token was obtained and shown.
  record Renewed(Question question, ProofFacts fresh, Observation observation, int requests)
      implements Answer {}

  /// No fresh token was to be had.
  ///
  /// @param reading of the token endpoint's answer, or null without one
  record RenewalFailed(Question question, Fault fault, @Nullable Reading reading)
      implements Answer {
    @Override
    public int requests() {
      return 1;
    }
  }

  /// The identity provider was asked about the token.
  record Introspected(Question question, Tokens.Introspection said) implements Answer {
    @Override
    public int requests() {
      return 1;
    }
  }

  /// The key set was read.
  record KeySought(Question question, Tokens.KeyLookup said) implements Answer {
    @Override
    public int requests() {
      return 1;
    }
  }

  /// The experiment was not made.
  ///
  /// @param why a plain sentence
  record Declined(Question question, String why) implements Answer {
    @Override
    public int requests() {
      return 0;
    }
  }
}
