package why401.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cluster as one of its members sees it, on the API and on the status page.
///
/// @param name of the member that answers, or null without a cluster
/// @param degraded whether that member is cut off from the majority
/// @param members in the order in which they came; none without a cluster
public record ClusterJson(@Nullable String name, boolean degraded, List<MemberJson> members) {
  /// An agent that is in no cluster.
  public static final ClusterJson NONE = new ClusterJson(null, false, List.of());

  /// Copies.
  public ClusterJson {
    members = List.copyOf(members);
  }

  /// A member.
  ///
  /// @param url of its status page, or null if that is not reachable from elsewhere or not known
  /// @param location where it probes from, or null
  /// @param probes how many it runs, or null if it has not said
  /// @param credentials how many it renews, or null if it has not said
  /// @param failing how many of its probes did not end as expected, or null if it has not said
  public record MemberJson(
      String name,
      @Nullable String url,
      @Nullable String location,
      @Nullable Integer probes,
      @Nullable Integer credentials,
      @Nullable Integer failing) {}
}
