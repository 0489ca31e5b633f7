package why401.metrics;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import why401.incident.Incident;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;

/// What each scrape reads.
///
/// @param blocked the credentials that are not renewed until a person acts
/// @param incidents the open ones, and those that no scrape has seen yet
/// @param targets the sources of targets
/// @param blockedFiles how many files and commands do not answer
public record ScrapeSources(
    Supplier<List<CredentialStatus>> credentials,
    Supplier<List<IssuerHealth>> issuers,
    Supplier<List<BlockedRenewal>> blocked,
    Supplier<List<Incident>> incidents,
    IntSupplier blockedFiles,
    Supplier<List<DiscoverySeries>> targets) {}
