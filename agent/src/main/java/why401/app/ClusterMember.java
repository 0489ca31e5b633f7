package why401.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import why401.cluster.Cluster;
import why401.config.Configuration;
import why401.deployment.ClusterSettings;
import why401.deployment.Membership;
import why401.deployment.Ownership;
import why401.deployment.SharedMap;
import why401.experiment.ExperimentBudget;
import why401.metrics.ClusterSeries;
import why401.server.StatusEvents;
import why401.token.source.RenewingTokenSource;

/// This agent in its cluster, if it is in one. Nothing of the cluster's engine is loaded before
/// [#join].
final class ClusterMember {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

  private final AtomicBoolean changing = new AtomicBoolean();
  private volatile @Nullable Membership membership;
  private volatile @Nullable MemberReports reports;

  /// Joins the cluster that `configuration` names, if it does.
  ///
  /// @param tokens that it shares with the members
  /// @param budgets that the members have together
  /// @param changed runs, on a thread of its own, when this agent owns other things than before
  void join(
      Configuration configuration,
      RenewingTokenSource tokens,
      ExperimentBudget budgets,
      Runnable changed) {
    ClusterSettings settings = configuration.deployment().cluster();
    if (settings != null) {
      String location = configuration.deployment().location();
      Cluster joined = Cluster.join(settings, location, () -> soon(changed));
      tokens.share(joined.records());
      budgets.share(joined.records());
      tokens.share(joined.tokens(tokens::asked));
      membership = joined;
    }
  }

  /// Once for many changes: a topology comes in several steps.
  private void soon(Runnable changed) {
    if (changing.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("cluster")
          .start(
              () -> {
                changing.set(false);
                if (joined()) {
                  changed.run();
                }
              });
    }
  }

  /// Gives `use` a map that all members have, in a cluster.
  void share(String name, Consumer<SharedMap> use) {
    Membership now = membership;
    if (now != null) {
      use.accept(now.map(name));
    }
  }

  /// Tells the members what `own` says of this one, and shows what they say.
  void report(MemberReports.OwnReport own, StatusEvents changes) {
    Membership now = membership;
    if (now != null) {
      MemberReports all = new MemberReports(now, now.map("reports"), own, changes);
      all.start();
      reports = all;
    }
  }

  /// What other members say of theirs; nothing without a cluster.
  Optional<MemberReports> reports() {
    return Optional.ofNullable(reports);
  }

  /// Whether it is in a cluster, be it the only member.
  boolean joined() {
    return membership != null;
  }

  /// Whether others are there, that may have run what comes to this agent.
  boolean hasOthers() {
    Membership now = membership;
    return now != null && now.view().members() > 1;
  }

  /// Whether others may have taken over what this agent runs, because it did not run for a while.
  boolean away() {
    Membership now = membership;
    return now != null && now.away();
  }

  /// How many they are, in words.
  String describe() {
    Membership now = membership;
    if (now == null) {
      return "no cluster";
    }
    Membership.View view = now.view();
    return "cluster of %d%s".formatted(view.members(), view.degraded() ? ", degraded" : "");
  }

  /// What of `configuration` is this agent's own now.
  Ownership ownership(Configuration configuration) {
    Membership now = membership;
    return now == null ? configuration.deployment().ownership() : now;
  }

  /// What a scrape shows; nothing without a cluster.
  List<ClusterSeries> series(int probes, Iterable<String> credentials) {
    Membership now = membership;
    if (now == null) {
      return List.of();
    }
    int own = 0;
    for (String name : credentials) {
      own += now.ownsCredential(name) ? 1 : 0;
    }
    return List.of(new ClusterSeries(now.view(), probes, own));
  }

  /// Leaves: the others take over.
  ///
  /// @param tokens whose answers that are on their way the others have to know
  void leave(RenewingTokenSource tokens) {
    Membership now = membership;
    reports().ifPresent(MemberReports::close);
    if (now != null) {
      tokens.finish(LAST_ANSWERS);
      now.close();
    }
  }
}
