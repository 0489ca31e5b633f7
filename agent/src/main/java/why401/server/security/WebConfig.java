package why401.server.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The content of a file in exporter-toolkit's web-config format; paths in it are relative to it.
///
/// `cert`, `key` and `client_ca` (inline PEM) are read too. `curve_preferences`, `rate_limit` and
/// `http_server_config.http2` are unknown here and refused like any other unknown key: a protection
/// that is silently absent is worse than an error.
record WebConfig(
    @JsonProperty("tls_server_config") @Nullable TlsServer tls,
    @JsonProperty("http_server_config") @Nullable HttpServer http,
    @JsonProperty("basic_auth_users") @Nullable Map<String, String> users) {
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[abxy]?\\$(0[4-9]|1\\d|2\\d)\\$[./A-Za-z0-9]{53}");

  static final WebConfig NONE = new WebConfig(null, null, Map.of());

  WebConfig {
    users = users == null ? Map.of() : copy(users, "basic_auth_users");
  }

  /// TLS for the server.
  record TlsServer(
      @JsonProperty("cert_file") @Nullable String certFile,
      @JsonProperty("key_file") @Nullable String keyFile,
      @JsonProperty("cert") @Nullable String cert,
      @JsonProperty("key") @Nullable String key,
      @JsonProperty("client_auth_type") @Nullable ClientAuth clientAuth,
      @JsonProperty("client_ca_file") @Nullable String clientCaFile,
      @JsonProperty("client_ca") @Nullable String clientCa,
      @JsonProperty("client_allowed_sans") @Nullable List<String> clientAllowedSans,
      @JsonProperty("min_version") @Nullable Version minVersion,
      @JsonProperty("max_version") @Nullable Version maxVersion,
      @JsonProperty("cipher_suites") @Nullable List<String> cipherSuites,
      @JsonProperty("prefer_server_cipher_suites") @Nullable Boolean preferServerCipherSuites) {
    TlsServer {
      clientAllowedSans = clientAllowedSans == null ? List.of() : List.copyOf(clientAllowedSans);
      cipherSuites = cipherSuites == null ? List.of() : List.copyOf(cipherSuites);
    }

    void check() {
      require(certFile != null || cert != null, "cert_file", "a PEM file");
      require(keyFile != null || key != null, "key_file", "a PEM file");
      require(minimum().compareTo(maximum()) <= 0, "min_version", "not above max_version");
      require(
          !clients().verified() || clientCaFile != null || clientCa != null,
          "client_ca_file",
          "a PEM file, as client_auth_type asks to verify");
      require(
          sans().isEmpty() || clients() == ClientAuth.REQUIRE_AND_VERIFY,
          "client_allowed_sans",
          "client_auth_type RequireAndVerifyClientCert next to it");
    }

    Version minimum() {
      return Objects.requireNonNullElse(minVersion, Version.TLS12);
    }

    Version maximum() {
      return Objects.requireNonNullElse(maxVersion, Version.TLS13);
    }

    ClientAuth clients() {
      return Objects.requireNonNullElse(clientAuth, ClientAuth.NO_CLIENT_CERT);
    }

    List<String> sans() {
      return Objects.requireNonNullElse(clientAllowedSans, List.of());
    }
  }

  /// Response headers to add.
  record HttpServer(@JsonProperty("headers") @Nullable Map<String, String> headers) {
    HttpServer {
      headers = headers == null ? Map.of() : copy(headers, "headers");
    }
  }

  /// Whether clients present a certificate, with the names of Go's `crypto/tls`.
  enum ClientAuth {
    @JsonProperty("NoClientCert")
    NO_CLIENT_CERT,
    @JsonProperty("RequestClientCert")
    REQUEST,
    @JsonProperty("RequireAnyClientCert")
    REQUIRE_ANY,
    @JsonProperty("VerifyClientCertIfGiven")
    VERIFY_IF_GIVEN,
    @JsonProperty("RequireAndVerifyClientCert")
    REQUIRE_AND_VERIFY;

    boolean verified() {
      return this == VERIFY_IF_GIVEN || this == REQUIRE_AND_VERIFY;
    }

    boolean required() {
      return this == REQUIRE_ANY || this == REQUIRE_AND_VERIFY;
    }
  }

  /// A protocol version; older ones than TLS 1.2 are refused by the Java runtime.
  enum Version {
    TLS12("TLSv1.2"),
    TLS13("TLSv1.3");

    private final String protocol;

    Version(String protocol) {
      this.protocol = protocol;
    }

    String protocol() {
      return protocol;
    }
  }

  /// @throws IllegalArgumentException if it contradicts itself
  void check() {
    if (tls != null) {
      tls.check();
    }
    basicAuthUsers()
        .forEach(
            (user, hash) ->
                require(
                    BCRYPT.matcher(hash).matches(),
                    "basic_auth_users." + user,
                    "a bcrypt hash, as htpasswd -nB prints"));
  }

  Map<String, String> headers() {
    return http == null ? Map.of() : Objects.requireNonNull(http.headers());
  }

  Map<String, String> basicAuthUsers() {
    return Objects.requireNonNull(users);
  }

  private static Map<String, String> copy(Map<String, String> values, String name) {
    values.forEach((key, value) -> require(value != null, name + "." + key, "a text"));
    return Map.copyOf(new LinkedHashMap<>(values));
  }

  private static void require(boolean holds, String name, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": missing or unfit (expected: " + expected + ")");
    }
  }
}
