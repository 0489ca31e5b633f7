package why401.diagnosis.evidence;

/// What the diagnosis wants to know next: one experiment of the playbook. Looking at the token is
/// free and no question.
public sealed interface Experiment {
  /// The experiment that answers it.
  ExperimentType experiment();

  /// Whether answering it shows the real secret to the target.
  default boolean showsSecret() {
    return switch (this) {
      case IdenticalRetry _, FreshSession _, ControlResource _, EachAddress _, CleanedSecret _ ->
          true;
      case KeyLookup _,
          Introspection _,
          RenewedToken _,
          AnonymousControl _,
          NonsenseControl _,
          MalformedControl _ ->
          false;
    };
  }

  /// Is the key that signed the token still published?
  ///
  /// @param keyId `kid` of the refused token
  record KeyLookup(String keyId) implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.KEY_LOOKUP;
    }
  }

  /// Does the identity provider still call the token active?
  record Introspection() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.INTROSPECTION;
    }
  }

  /// Is a fresh token accepted?
  record RenewedToken() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.RENEWED_TOKEN;
    }
  }

  /// Is the identical request refused again?
  ///
  /// @param nth 1 for the first time it is asked
  record IdenticalRetry(int nth) implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.IDENTICAL_RETRY;
    }
  }

  /// Is it refused on a new connection too, without cookies and with a fresh name look-up?
  ///
  /// @param nth 1 for the first time it is asked
  record FreshSession(int nth) implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.FRESH_SESSION;
    }
  }

  /// What does the target answer to nobody?
  record AnonymousControl() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.ANONYMOUS_CONTROL;
    }
  }

  /// What does the target answer to a credential that can belong to nobody?
  record NonsenseControl() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.NONSENSE_CONTROL;
    }
  }

  /// What does the target answer to a bearer token that breaks the syntax of tokens? Who sees it
  /// can tell without asking anybody.
  record MalformedControl() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.MALFORMED_CONTROL;
    }
  }

  /// Does the credential open the resource that it is known to open?
  record ControlResource() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.CONTROL_RESOURCE;
    }
  }

  /// Does each resolved address of the target refuse?
  record EachAddress() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.EACH_ADDRESS;
    }
  }

  /// Is the secret accepted without its stray blanks, quotes or prefix?
  record CleanedSecret() implements Experiment {
    @Override
    public ExperimentType experiment() {
      return ExperimentType.CLEANED_SECRET;
    }
  }
}
