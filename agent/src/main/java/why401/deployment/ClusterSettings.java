package why401.deployment;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretSource;

/// How an agent finds the others of its cluster, and what they prove to each other.
///
/// @param name of the cluster: members of another one are not let in
/// @param members addresses of members, this one included or not; unresolved
/// @param dns a name whose addresses are those of all members, or null
/// @param size how many members there are when all are there, or 0 if that is not said
/// @param host the address that the others reach this agent at
/// @param port for messages; the next one is for the detection of failures
public record ClusterSettings(
    String name,
    List<InetSocketAddress> members,
    @Nullable String dns,
    int size,
    String host,
    int port,
    Protection protection) {
  /// The port of a member that names none.
  public static final int PORT = 7401;

  /// Copies.
  public ClusterSettings {
    members = List.copyOf(members);
  }

  /// How many members there should be, as far as that is known: a majority is of so many.
  public int expected() {
    return size > 0 ? size : Math.max(1, Set.copyOf(members).size());
  }

  /// What keeps strangers out, and what they overhear unreadable.
  public sealed interface Protection {
    /// TLS with a certificate on both sides.
    ///
    /// @param cert PEM file of this member's certificate and its chain
    /// @param key PEM file of its private key
    /// @param ca PEM file of the authorities whose certificates make a member
    record Tls(Path cert, Path key, Path ca) implements Protection {}

    /// Symmetric encryption.
    ///
    /// @param key 32 bytes in Base64, the same at each member
    record Symmetric(SecretSource key) implements Protection {}

    /// None: on loopback only.
    record Open() implements Protection {}
  }
}
