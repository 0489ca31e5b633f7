package why401.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import why401.token.RenewalFailure;

/// The outcome of one run.
public sealed interface Outcome {
  /// When.
  Instant at();

  /// The target responded as expected.
  record Accepted(Exchange exchange) implements Outcome {
    @Override
    public Instant at() {
      return exchange.receivedAt();
    }
  }

  /// The target refused the request, in one of the shapes of causes.md.
  record Refused(Exchange exchange, Shape shape) implements Outcome {
    /// The same refusal, of which something else is said to have been sent.
    public Refused having(SentRequest other) {
      return new Refused(exchange.having(other), shape);
    }

    @Override
    public Instant at() {
      return exchange.receivedAt();
    }
  }

  /// The target responded, neither as expected nor with a refusal.
  record Unexpected(Exchange exchange, String why) implements Outcome {
    @Override
    public Instant at() {
      return exchange.receivedAt();
    }
  }

  /// No response.
  ///
  /// @param detail one plain sentence without secrets
  record Unreachable(
      SentRequest sent,
      Instant at,
      Failure failure,
      String detail,
      Duration duration,
      Map<String, Duration> phases)
      implements Outcome {
    /// Copies.
    public Unreachable {
      phases = Map.copyOf(phases);
    }
  }

  /// Nothing was sent.
  record Withheld(Instant at, Reason reason, RenewalFailure failure) implements Outcome {
    /// Value of the metric label `reason`.
    public enum Reason {
      /// Nothing usable to send.
      CREDENTIAL_UNAVAILABLE("credential_unavailable"),
      /// Held back so that the account is not locked.
      ACCOUNT_PROTECTION("account_protection"),
      /// Left out so that the agent's address is not banned.
      SLOWED_DOWN("slowed_down"),
      /// Most members of the cluster cannot be reached, or another one is at it.
      CLUSTER("cluster"),
      /// Its target is under maintenance.
      MAINTENANCE("maintenance"),
      /// The agent is stopping.
      SHUTDOWN("shutdown");

      private final String label;

      Reason(String label) {
        this.label = label;
      }

      /// Value of the metric label.
      public String label() {
        return label;
      }
    }
  }

  /// The shape of a refusal.
  enum Shape {
    /// 401.
    UNAUTHORIZED,
    /// 407, by a proxy.
    PROXY_AUTHENTICATION_REQUIRED,
    /// 403 although a credential was sent.
    FORBIDDEN,
    /// A redirect to a login page.
    LOGIN_REDIRECT,
    /// A login page with a success status.
    LOGIN_PAGE
  }

  /// Why there is no response; `label` is the value of the metric label `reason`.
  enum Failure {
    /// The timeout passed.
    TIMEOUT("timeout"),
    /// The name does not resolve.
    DNS_FAILED("dns_failed"),
    /// No connection, or it broke.
    CONNECTION_FAILED("connection_failed"),
    /// The handshake failed.
    TLS_FAILED("tls_failed");

    private final String label;

    Failure(String label) {
      this.label = label;
    }

    /// Value of the metric label.
    public String label() {
      return label;
    }
  }
}
