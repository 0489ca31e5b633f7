package why401.diagnosis;

/// What the diagnosis wants to know next: one row of the playbook (DESIGN.md). Looking at the token
/// is free and no question.
public sealed interface Question {
  /// The experiment that answers it.
  Experiment experiment();

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
  record KeyLookup(String keyId) implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.KEY_LOOKUP;
    }
  }

  /// Does the identity provider still call the token active?
  record Introspection() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.INTROSPECTION;
    }
  }

  /// Is a fresh token accepted?
  record RenewedToken() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.RENEWED_TOKEN;
    }
  }

  /// Is the identical request refused again?
  ///
  /// @param nth 1 for the first time it is asked
  record IdenticalRetry(int nth) implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.IDENTICAL_RETRY;
    }
  }

  /// Is it refused on a new connection too, without cookies and with a fresh name look-up?
  ///
  /// @param nth 1 for the first time it is asked
  record FreshSession(int nth) implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.FRESH_SESSION;
    }
  }

  /// What does the target answer to nobody?
  record AnonymousControl() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.ANONYMOUS_CONTROL;
    }
  }

  /// What does the target answer to a credential that can belong to nobody?
  record NonsenseControl() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.NONSENSE_CONTROL;
    }
  }

  /// What does the target answer to a bearer token that breaks the syntax of tokens? Who sees it
  /// can tell without asking anybody.
  record MalformedControl() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.MALFORMED_CONTROL;
    }
  }

  /// Does the credential open the resource that it is known to open?
  record ControlResource() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.CONTROL_RESOURCE;
    }
  }

  /// Does each resolved address of the target refuse?
  record EachAddress() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.EACH_ADDRESS;
    }
  }

  /// Is the secret accepted without its stray blanks, quotes or prefix?
  record CleanedSecret() implements Question {
    @Override
    public Experiment experiment() {
      return Experiment.CLEANED_SECRET;
    }
  }
}
