package why401.metrics;

import why401.diagnosis.verdict.Verdict;

/// A credential whose renewal failed in a way that only a person can fix.
///
/// @param credential its name
/// @param issuer value of the metric label
/// @param verdict the cause, for the person on call
public record BlockedRenewal(String credential, String issuer, Verdict verdict) {}
