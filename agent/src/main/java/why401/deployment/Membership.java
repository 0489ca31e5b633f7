package why401.deployment;

import java.util.List;

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

  /// The names of the members, in the order in which they came.
  List<String> names();

  /// The name of this one.
  String name();

  /// A map that all members have, by its name. To be called once for each.
  SharedMap map(String name);

  /// Whether it may do what must not be done twice, such as to spend a refresh token or to show a
  /// password that can lock an account: not while it is cut off from the majority.
  boolean mayAct();

  /// Whether this process did not run for a while, such as by SIGSTOP, and does not know yet what
  /// of its share others have taken over meanwhile: it owns no probe then, and may not act.
  boolean away();

  /// Leaves: the others take over at once.
  @Override
  void close();
}
