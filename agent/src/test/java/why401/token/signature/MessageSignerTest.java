package why401.token.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import why401.credential.MessageSignature;
import why401.credential.MessageSignature.KeyFormat;
import why401.credential.SharedKey;
import why401.credential.secret.Secret;
import why401.http.AcceptSignature;
import why401.token.RequestSigningException;
import why401.token.SignableRequest;

/// Against signatures that others made: those of RFC 9421 and of the npm package
/// http-message-signatures 1.0.6.
class MessageSignerTest {
  private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
  private static final SharedKey TEXT = new SharedKey(Secret.of("sharedsecret"), KeyFormat.TEXT);

  private static SignableRequest request(
      String method, String url, Map<String, String> headers, String body, Instant at) {
    return new SignableRequest(method, URI.create(url), headers, body, at, Duration.ofSeconds(1));
  }

  private static MessageSignature covering(String... components) {
    return new MessageSignature("sig1", List.of(components), null, null, false);
  }

  /// Its parameters have no `alg`, which is ours to send.
  @Test
  void base_isThatOfTheExampleInTheRfc() throws Exception {
    SharedKey key =
        new SharedKey(
            Secret.of(
                "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="),
            KeyFormat.BASE64);
    var covered =
        Parser.parseInnerList(
            "(\"date\" \"@authority\""
                + " \"content-type\");created=1618884473;keyid=\"test-shared-secret\"");
    String base =
        new SignatureBase(
                "POST",
                URI.create("https://example.com/foo?param=Value&Pet=dog"),
                Map.of("date", "Tue, 20 Apr 2021 02:07:55 GMT", "content-type", "application/json"))
            .of(covered);
    assertThat(key.mac(base))
        .asBase64Encoded()
        .isEqualTo("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
  }

  @Test
  void default_coversMethodAuthorityPathAndQuery() throws Exception {
    assertThat(
            new MessageSigner("my-key", TEXT, MessageSignature.DEFAULT)
                .sign(
                    request(
                        "GET", "https://api.example/v1/things?limit=1&q=a%20b", Map.of(), "", AT)))
        .isEqualTo(
            Map.of(
                "Signature-Input",
                "sig1=(\"@method\" \"@authority\" \"@path\""
                    + " \"@query\");created=1700000000;keyid=\"my-key\";alg=\"hmac-sha256\"",
                "Signature",
                "sig1=:cJK/QurzCq5bUUD3yryrTTRusHPWHmWQgWwX//2sjVM=:"));
  }

  @Test
  void everyParameter_andABody_areSigned() throws Exception {
    MessageSignature signature =
        new MessageSignature(
            "sig1",
            List.of("@method", "@target-uri", "@scheme", "content-type", "content-digest"),
            Duration.ofMinutes(1),
            "app",
            false);
    Map<String, String> added =
        new MessageSigner("my-key", TEXT, signature)
            .sign(
                request(
                    "POST",
                    "http://API.example:8080/",
                    Map.of("Content-Type", "application/json"),
                    "{\"a\":1}",
                    AT));
    assertThat(added)
        .containsEntry("Content-Digest", "sha-256=:AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI=:")
        .containsEntry("Signature", "sig1=:Kv5xzJO7d9HTKWSAHk1QYl3EB4iTCdTkD7Wo684Sz3s=:");
  }

  @Test
  void emptyPathAndQuery_andADateOfItsOwn() throws Exception {
    Map<String, String> added =
        new MessageSigner("my-key", TEXT, covering("date", "@authority", "@path", "@query"))
            .sign(request("GET", "https://api.example", Map.of(), "", AT));
    assertThat(added)
        .containsEntry("Date", "Tue, 14 Nov 2023 22:13:20 GMT")
        .containsEntry("Signature", "sig1=:qoSjEoDG0rmuW64Db2mVDf/3UrF2vDQEvJFS7+fR54I=:");
  }

  @Test
  void authority_isInLowerCase_withoutThePortOfTheScheme_andThatOfHost() throws Exception {
    assertThat(authority("https://API.Example:443/", Map.of())).isEqualTo("api.example");
    assertThat(authority("http://api.example:443/", Map.of())).isEqualTo("api.example:443");
    assertThat(authority("http://127.0.0.1:8080/", Map.of("host", "Shop.example:80")))
        .isEqualTo("shop.example");
  }

  private static String authority(String url, Map<String, String> headers) throws Exception {
    var covered = Parser.parseInnerList("(\"@authority\")");
    return new SignatureBase("GET", URI.create(url), headers)
        .of(covered)
        .lines()
        .findFirst()
        .orElseThrow()
        .replace("\"@authority\": ", "");
  }

  @Test
  void headerThatIsNotThere_isSaid_andNothingIsSent() {
    MessageSigner signer = new MessageSigner("k", TEXT, covering("x-tenant"));
    assertThatThrownBy(() -> signer.sign(request("GET", "http://h/", Map.of(), "", AT)))
        .isInstanceOf(RequestSigningException.class)
        .hasMessageContaining("the header x-tenant, which the request does not have");
  }

  @Test
  void key_inAnotherEncodingThanConfigured_isSaidWithoutIt() {
    assertThat(new SharedKey(Secret.of("not hex"), KeyFormat.HEX).obstacle())
        .hasValue("the key is not hex, as key-encoding says");
    assertThat(new SharedKey(Secret.of("!!"), KeyFormat.BASE64).obstacle())
        .hasValue("the key is not base64, as key-encoding says");
    assertThat(new SharedKey(Secret.of("0aFF"), KeyFormat.HEX).obstacle()).isEmpty();
  }

  @Test
  void decoy_hasAnotherKeyAndAnotherName() throws Exception {
    MessageSigner signer = new MessageSigner("my-key", TEXT, MessageSignature.DEFAULT);
    assertThat(signer.decoy().orElseThrow().sign(request("GET", "http://h/", Map.of(), "", AT)))
        .extractingByKey("Signature-Input")
        .asString()
        .contains("keyid=\"why401-nobody-");
  }

  @Test
  void whatAcceptSignatureAsksForAndOursLacks_isNamed() {
    MessageSigner signer = new MessageSigner("my-key", TEXT, MessageSignature.DEFAULT);
    assertThat(lacking(signer, "sig1=(\"@method\" \"@path\");created;keyid=\"my-key\"")).isEmpty();
    assertThat(lacking(signer, "s=(\"@method\" \"x-tenant\");expires;alg=\"ed25519\""))
        .containsExactly("\"x-tenant\"", "expires", "alg=\"ed25519\"");
    assertThat(lacking(signer, "a=(\"x-a\" \"x-b\"), b=(\"@method\");tag=\"app\""))
        .containsExactly("tag=\"app\"");
    assertThat(lacking(signer, "not ( readable")).isEmpty();
  }

  private static List<String> lacking(MessageSigner signer, String asked) {
    return AcceptSignature.parse(List.of(asked)).lacking(signer.covers());
  }
}
