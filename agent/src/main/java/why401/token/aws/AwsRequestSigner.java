package why401.token.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.token.RenewalFailure;
import why401.token.RequestSigner;
import why401.token.RequestSigningException;
import why401.token.SignableRequest;

/// Signature Version 4 by the signer of the AWS SDK: in headers, over the body too.
public final class AwsRequestSigner implements RequestSigner {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Written or changed after signing.
  private static final Set<String> UNSIGNED =
      Set.of("user-agent", "cookie", "connection", "accept-encoding", "content-length");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String region;
  private final String service;
  private final AwsKeySet keys;

  public AwsRequestSigner(String region, String service, AwsKeySet keys) {
    this.region = region;
    this.service = service;
    this.keys = keys;
  }

  @Override
  public String scheme() {
    return "signed";
  }

  @Override
  public String fingerprint(FingerprintKey key) {
    return keys.secretKey().fingerprint(key);
  }

  @Override
  public List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(List.of(keys.secretKey()));
    if (keys.session() != null) {
      secrets.add(keys.session());
    }
    return secrets;
  }

  @Override
  public Map<String, String> sign(SignableRequest request) throws RequestSigningException {
    try {
      SdkHttpRequest.Builder plain =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.fromValue(request.method()))
              .uri(request.url());
      request
          .headers()
          .forEach(
              (name, value) -> {
                if (!UNSIGNED.contains(name.toLowerCase(Locale.ROOT))) {
                  plain.putHeader(name, value);
                }
              });
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      // S3 alone takes paths as they are.
      boolean object = service.equals("s3");
      var signed =
          signer.sign(
              builder ->
                  builder
                      .identity(identity())
                      .request(plain.build())
                      .payload(() -> new ByteArrayInputStream(body))
                      .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !object)
                      .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !object)
                      .putProperty(
                          HttpSigner.SIGNING_CLOCK, Clock.fixed(request.at(), ZoneOffset.UTC)));
      Map<String, String> added = new LinkedHashMap<>();
      signed
          .request()
          .forEachHeader(
              (name, values) -> {
                if (!request.headers().containsKey(name) && !name.equalsIgnoreCase("host")) {
                  added.put(name, values.getFirst());
                }
              });
      return added;
    } catch (RuntimeException e) {
      // The class only: a message of the library may quote the request.
      throw new RequestSigningException(
          RenewalFailure.Reason.MALFORMED,
          null,
          "the request cannot be signed (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private AwsCredentialsIdentity identity() {
    Secret session = keys.session();
    return session == null
        ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretKey().reveal())
        : AwsSessionCredentialsIdentity.create(
            keys.accessKeyId(), keys.secretKey().reveal(), session.reveal());
  }

  @Override
  public Optional<RequestSigner> with(Secret key) {
    AwsKeySet changed = new AwsKeySet(keys.accessKeyId(), key, keys.session());
    return Optional.of(new AwsRequestSigner(region, service, changed));
  }

  @Override
  public Optional<RequestSigner> decoy() {
    AwsKeySet made = new AwsKeySet("AKIA" + random(8).toUpperCase(Locale.ROOT), secret(), null);
    return Optional.of(new AwsRequestSigner(region, service, made));
  }

  private static Secret secret() {
    return Secret.of(random(20));
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
