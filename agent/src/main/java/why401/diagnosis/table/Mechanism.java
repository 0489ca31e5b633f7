package why401.diagnosis.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.cause.FaultDomain;

/// One way in which a refusal comes about.
///
/// @param id its name in the table
/// @param fault who must act
/// @param prior how common it is
/// @param predictions by variable, then by value: the likelihoods it names
/// @param notes what people read about it
public record Mechanism(
    String id,
    Cause cause,
    Fault fault,
    Prior prior,
    Map<String, Map<String, Double>> predictions,
    Notes notes) {
  /// Copies.
  public Mechanism {
    predictions = Collections.unmodifiableMap(new LinkedHashMap<>(predictions));
  }

  /// Who must act, which may depend on what was observed.
  ///
  /// @param usual unless the variable says otherwise
  /// @param variable on which it depends, or empty
  /// @param when by value of that variable
  public record Fault(FaultDomain usual, Optional<String> variable, Map<String, FaultDomain> when) {
    /// Copies.
    public Fault {
      when = Map.copyOf(when);
    }
  }

  /// How common a mechanism is, as a weight among all.
  ///
  /// @param kinds by kind of credential; absent is never
  /// @param situations factors; absent is never
  /// @param varies whether the target's replies differ from one to the next under it, so that a
  ///   single reply excludes nothing
  public record Prior(
      Map<CredentialKind, Double> kinds, Map<Situation, Double> situations, boolean varies) {
    /// Copies.
    public Prior {
      kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
      situations = Collections.unmodifiableMap(new LinkedHashMap<>(situations));
    }

    /// The weight under these circumstances.
    public double weight(CredentialKind kind, Situation situation) {
      double weight = kind == CredentialKind.UNKNOWN ? average() : kinds.getOrDefault(kind, 0.0);
      return weight * situations.getOrDefault(situation, 0.0);
    }

    private double average() {
      double sum = 0;
      for (CredentialKind kind : CredentialKind.values()) {
        sum += kind == CredentialKind.UNKNOWN ? 0 : kinds.getOrDefault(kind, 0.0);
      }
      return sum / (CredentialKind.values().length - 1);
    }
  }

  /// The texts of a mechanism; `{placeholders}` are filled by who shows them. `{what|it}` says "it"
  /// where no case gives the words.
  ///
  /// @param summary what happened
  /// @param remedy what to do
  /// @param confirm how a person confirms it by hand
  /// @param not what it is not, although it may look like it
  /// @param source a case, a report, or a product's code
  /// @param endsWith what ends it
  public record Notes(
      String summary,
      String remedy,
      String confirm,
      String not,
      String source,
      Set<String> endsWith) {
    /// Copies.
    public Notes {
      endsWith = Set.copyOf(endsWith);
    }
  }

  /// Equal by id, which is unique in a table.
  @Override
  public boolean equals(Object other) {
    return other instanceof Mechanism mechanism && mechanism.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
