package why401.token.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;
import why401.credential.MessageSignature;
import why401.credential.SharedKey;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.http.AcceptSignature;
import why401.token.RenewalFailure;
import why401.token.RequestSigner;
import why401.token.RequestSigningException;
import why401.token.SignableRequest;

/// Signs each request by `hmac-sha256` (RFC 9421, 3.3.3), its body by `Content-Digest` (RFC 9530).
public final class MessageSigner implements RequestSigner {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<String> COMPONENTS =
      List.of("@method", "@authority", "@path", "@query");
  private static final String DIGEST = "content-digest";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String keyId;
  private final SharedKey key;
  private final MessageSignature signature;

  public MessageSigner(String keyId, SharedKey key, MessageSignature signature) {
    this.keyId = keyId;
    this.key = key;
    this.signature = signature;
  }

  @Override
  public String scheme() {
    return "signed";
  }

  @Override
  public String fingerprint(FingerprintKey under) {
    return key.written().fingerprint(under);
  }

  @Override
  public List<Secret> secrets() {
    return List.of(key.written());
  }

  @Override
  public Map<String, String> sign(SignableRequest request) throws RequestSigningException {
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
      List<String> components = components(request);
      Map<String, String> added = new LinkedHashMap<>();
      add(DIGEST, "Content-Digest", components, headers, added, () -> digest(request.body()));
      add("date", "Date", components, headers, added, () -> DATE.format(request.at()));
      InnerList covered = covered(components, request.at());
      byte[] mac = key.mac(new SignatureBase(request.method(), request.url(), headers).of(covered));
      added.put(
          "Signature-Input", Dictionary.valueOf(Map.of(signature.label(), covered)).serialize());
      added.put(
          "Signature",
          Dictionary.valueOf(Map.of(signature.label(), ByteSequenceItem.valueOf(mac))).serialize());
      return added;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The class only: a message may quote the key.
      throw new RequestSigningException(
          RenewalFailure.Reason.MALFORMED,
          null,
          key.obstacle()
              .orElse("the request cannot be signed (%s)".formatted(e.getClass().getSimpleName())));
    }
  }

  /// The configured components, or those of the default.
  private List<String> components(SignableRequest request) {
    if (!signature.components().isEmpty()) {
      return signature.components();
    }
    List<String> all = new ArrayList<>(COMPONENTS);
    if (!request.body().isEmpty()) {
      all.add(DIGEST);
    }
    return all;
  }

  /// Makes a header.
  private interface HeaderValue {
    String get() throws GeneralSecurityException;
  }

  /// Adds a header that is to be covered and that the request does not have.
  private static void add(
      String component,
      String name,
      List<String> components,
      Map<String, String> headers,
      Map<String, String> added,
      HeaderValue value)
      throws GeneralSecurityException {
    if (components.contains(component) && !headers.containsKey(component)) {
      String made = value.get();
      headers.put(component, made);
      added.put(name, made);
    }
  }

  private static String digest(String body) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    return Dictionary.valueOf(Map.of("sha-256", ByteSequenceItem.valueOf(hash))).serialize();
  }

  private InnerList covered(List<String> components, Instant at) {
    List<Item<?>> items = new ArrayList<>();
    components.forEach(component -> items.add(StringItem.valueOf(component)));
    Map<String, Object> parameters = new LinkedHashMap<>();
    long created = at.getEpochSecond();
    parameters.put("created", created);
    if (signature.lifetime() != null) {
      parameters.put("expires", created + signature.lifetime().toSeconds());
    }
    if (signature.nonce()) {
      parameters.put("nonce", random(16));
    }
    parameters.put("keyid", keyId);
    parameters.put("alg", "hmac-sha256");
    if (signature.tag() != null) {
      parameters.put("tag", signature.tag());
    }
    return InnerList.valueOf(items).withParams(Parameters.valueOf(parameters));
  }

  /// With the digest of a body, which is covered where there is one.
  @Override
  public List<String> covers() {
    List<String> components = new ArrayList<>(signature.components());
    if (components.isEmpty()) {
      components.addAll(COMPONENTS);
      components.add(DIGEST);
    }
    InnerList covered = covered(components, Instant.EPOCH);
    List<String> all = new ArrayList<>(AcceptSignature.demand(covered));
    all.addAll(AcceptSignature.named(covered.getParams()).toList());
    return all;
  }

  @Override
  public Optional<RequestSigner> with(Secret other) {
    return Optional.of(new MessageSigner(keyId, new SharedKey(other, key.encoding()), signature));
  }

  @Override
  public Optional<RequestSigner> decoy() {
    SharedKey made = new SharedKey(Secret.of(random(32)), MessageSignature.KeyFormat.TEXT);
    return Optional.of(new MessageSigner("why401-nobody-" + random(6), made, signature));
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
