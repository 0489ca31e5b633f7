package why401.metrics;

import java.util.List;
import java.util.function.Supplier;
import why401.incident.Incident;
import why401.token.CredentialState;
import why401.token.IssuerHealth;

/// What is looked up at each scrape.
///
/// @param blocked the credentials that are not renewed until a person acts
/// @param incidents those to show: the open ones, and those that no scrape has seen yet
public record Sources(
    Supplier<List<CredentialState>> credentials,
    Supplier<List<IssuerHealth>> issuers,
    Supplier<List<Blocked>> blocked,
    Supplier<List<Incident>> incidents) {}
