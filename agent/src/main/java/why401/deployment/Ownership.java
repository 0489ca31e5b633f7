package why401.deployment;

/// Which probes and credentials are this agent's own, when several agents have one configuration.
public interface Ownership {
  /// One agent alone: everything.
  Ownership ALL =
      new Ownership() {
        @Override
        public boolean ownsProbe(String name) {
          return true;
        }

        @Override
        public boolean ownsCredential(String name) {
          return true;
        }
      };

  /// Whether the probe `name` runs here.
  boolean ownsProbe(String name);

  /// Whether the credential `name` is renewed here.
  boolean ownsCredential(String name);
}
