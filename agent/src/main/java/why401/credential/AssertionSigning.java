package why401.credential;

import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretSource;

/// The contents of a signed assertion.
public record AssertionSigning(
    SecretSource key,
    @Nullable String keyId,
    @Nullable String algorithm,
    String issuer,
    String subject,
    @Nullable String audience) {}
