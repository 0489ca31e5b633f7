package why401.lab;

import java.time.InstantSource;

/// The small world: an identity provider and an API that trusts it, on loopback ports of their own.
public final class Lab implements AutoCloseable {
  /// Password of the user `probe` while all is well.
  public static final String PASSWORD = "lab-password-1";

  /// The API key while all is well.
  public static final String API_KEY = "lab-key-1";

  /// Secret of the client while all is well.
  public static final String CLIENT_SECRET = "lab-secret-1";

  private final LabIssuer issuer;
  private final LabApi api;

  /// Starts both.
  public Lab(InstantSource clock) {
    issuer = new LabIssuer(clock);
    api = new LabApi(clock, issuer);
  }

  /// The identity provider.
  public LabIssuer issuer() {
    return issuer;
  }

  /// The protected API.
  public LabApi api() {
    return api;
  }

  @Override
  public void close() {
    api.close();
    issuer.close();
  }
}
