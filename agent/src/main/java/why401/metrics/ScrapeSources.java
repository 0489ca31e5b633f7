package why401.metrics;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.incident.Incident;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;

/// What each scrape reads.
///
/// @param blocked the credentials that are not renewed until a person acts
/// @param incidents the open ones, and those that no scrape has seen yet
/// @param remedies what to do first about a mechanism, from a closed list
/// @param targets the sources of targets
/// @param cluster of this agent, or none
/// @param blockedFiles how many files and commands do not answer
public record ScrapeSources(
    Supplier<List<CredentialStatus>> credentials,
    Supplier<List<IssuerHealth>> issuers,
    Supplier<List<BlockedRenewal>> blocked,
    Supplier<List<Incident>> incidents,
    Function<@Nullable String, String> remedies,
    IntSupplier blockedFiles,
    Supplier<List<DiscoverySeries>> targets,
    Supplier<List<ClusterSeries>> cluster) {}
