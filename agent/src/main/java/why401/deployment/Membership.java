package why401.deployment;

/// This agent as one of several that share the probes and credentials among them, and take over
/// from a member that goes.
public interface Membership extends Ownership, AutoCloseable {
  /// What it sees of the cluster.
  ///
  /// @param members how many there are, itself included
  /// @param rebalances how often the shares have changed since it joined
  /// @param degraded whether it is cut off from the majority
  record View(int members, long rebalances, boolean degraded) {}

  /// As it is now.
  View view();

  /// Whether it may do what must not be done twice, such as to spend a refresh token or to show a
  /// password that can lock an account: not while it is cut off from the majority.
  boolean mayAct();

  /// Leaves: the others take over at once.
  @Override
  void close();
}
