package why401.token.source;

/// What the soak hears of, and breaks into.
public interface SoakHooks {
  /// The request header that carries the number of an attempt to the provider's log. Between a
  /// token and what a bug adds to it.
  String MARK = "~";

  String ATTEMPT = "Soak-Attempt";

  /// Gives the attempt that begins its number; throws [Killed] to end the process at this point.
  long beforeSending(String client);

  /// Throws [Killed] to end the process between the answer and its use.
  void afterAnswer(String client, long attempt);

  /// As if the process had been killed: nothing of what follows happens.
  final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    /// Without a trace: it is no failure.
    public Killed() {
      super("killed", null, false, false);
    }
  }
}
