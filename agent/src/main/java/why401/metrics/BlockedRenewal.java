package why401.metrics;

import why401.diagnosis.verdict.Verdict;

/// A credential whose renewal ended in a way that only a person can mend.
///
/// @param credential its name
/// @param issuer value of the metric label
/// @param verdict why, as told to the person on call
public record BlockedRenewal(String credential, String issuer, Verdict verdict) {}
