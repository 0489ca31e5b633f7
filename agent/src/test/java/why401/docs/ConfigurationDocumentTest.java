package why401.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.Configuration;
import why401.config.LoadResult;

/// `configuration.md` documents every key that the program reads, with examples that load and
/// defaults that are the program's.
class ConfigurationDocumentTest {
  private static final Document DOCUMENT = Document.named("configuration.md");
  private static final Path CERTIFICATE = Path.of("src/test/resources/config/client.pem");

  /// What an object needs to be valid, so that one key can be added; `$` is where that key goes. A
  /// region whose object ends in `+` and a word has a template of its own.
  private static final Map<String, String> VALID =
      Map.ofEntries(
          Map.entry("", "$"),
          Map.entry("server", "server { $ }"),
          Map.entry("shard", "shard { index = 0, of = 3, $ }"),
          Map.entry("cluster", "cluster { members = [localhost], $ }"),
          Map.entry("cluster.bind", "cluster { members = [localhost], bind { $ } }"),
          Map.entry(
              "cluster.tls",
              "cluster { members = [localhost], tls { cert = client.pem, key = client-key.pem,"
                  + " ca = ca.pem, $ } }"),
          Map.entry("diagnosis", "diagnosis { $ }"),
          Map.entry("account-protection", "account-protection { $ }"),
          Map.entry("targets", "targets { $ }"),
          Map.entry("targets.kubernetes", "targets { kubernetes { $ } }"),
          Map.entry("targets.file-sd", "targets { file-sd { files = t.json, $ } }"),
          Map.entry("targets.http-sd", "targets { http-sd { url = \"https://sd.example\", $ } }"),
          Map.entry("SECRET", credential("type = basic, username = u, password { $ }")),
          Map.entry(
              "SECRET+exec",
              credential("type = basic, username = u, password { exec = [/bin/true], $ }")),
          Map.entry("credentials.NAME[client-credentials]", client("client-secret = s, $")),
          Map.entry("credentials.NAME[client-credentials]+client-assertion", client("$")),
          Map.entry("credentials.NAME.dpop", client("client-secret = s, dpop { key = k, $ }")),
          Map.entry("credentials.NAME.tls", client("client-secret = s, tls { $ }")),
          Map.entry(
              "credentials.NAME.private-key-jwt",
              client("client-auth = private-key-jwt, private-key-jwt { key = k, $ }")),
          Map.entry(
              "credentials.NAME.mtls",
              client("client-auth = mtls, mtls { cert = client.pem, key = client-key.pem, $ }")),
          Map.entry("credentials.NAME.client-auth", client("client-auth { $ }")),
          Map.entry("credentials.NAME[basic]", basic("$")),
          Map.entry("credentials.NAME[digest]", basic("type = digest, $")),
          Map.entry(
              "credentials.NAME[api-key]",
              credential("type = api-key, name = X-API-Key, value = k, $")),
          Map.entry(
              "credentials.NAME[client-certificate]",
              credential("type = client-certificate, cert = client.pem, key = client-key.pem, $")),
          Map.entry(
              "credentials.NAME[negotiate]",
              credential("type = negotiate, principal = \"p@R\", keytab = k, $")),
          Map.entry(
              "credentials.NAME[negotiate]+ticket-cache",
              credential("type = negotiate, principal = \"p@R\", $")),
          Map.entry("credentials.NAME[sigv4]", aws("access-key-id = a, secret-access-key = b, $")),
          Map.entry("credentials.NAME[sigv4]+keys", aws("$")),
          Map.entry(
              "credentials.NAME.web-identity",
              aws(
                  "web-identity { role-arn = \"arn:aws:iam::123456789012:role/probe\", token = t, $"
                      + " }")),
          Map.entry("credentials.NAME[hmac]", credential("type = hmac, key-id = k, key = s, $")),
          Map.entry("credentials.NAME[bearer]", credential("type = bearer, token = t, $")),
          Map.entry(
              "credentials.NAME[refresh-token]",
              "state-dir = s, " + client("type = refresh-token, refresh-token = r, $")),
          Map.entry(
              "credentials.NAME[refresh-token]+login",
              "state-dir = s, "
                  + credential(
                      "type = refresh-token, issuer = \"https://idp.example\", client-id = c, $")),
          Map.entry(
              "credentials.NAME[password]",
              client("type = password, username = u, password = p, $")),
          Map.entry(
              "credentials.NAME[jwt-bearer]",
              client("type = jwt-bearer, signing { key = k, issuer = i, subject = s }, $")),
          Map.entry("credentials.NAME[jwt-bearer]+assertion", client("type = jwt-bearer, $")),
          Map.entry(
              "credentials.NAME.signing",
              client("type = jwt-bearer, signing { key = k, issuer = i, subject = s, $ }")),
          Map.entry(
              "credentials.NAME[token-exchange]",
              client("type = token-exchange, subject-token = t, $")),
          Map.entry("credentials.NAME[json-login]", json("$")),
          Map.entry("credentials.NAME.token", json("token { pointer = \"/t\", $ }")),
          Map.entry("credentials.NAME.token+header", json("token { $ }")),
          Map.entry("credentials.NAME.csrf", json("csrf { cookie = X, header = X-X, $ }")),
          Map.entry("credentials.NAME[form-login]", form("$")),
          Map.entry("credentials.NAME.success", form("success { cookie = S, $ }")),
          Map.entry("probes.NAME", probe("$")),
          Map.entry("probes.NAME.expect", probe("expect { $ }")),
          Map.entry("probes.NAME.token", probe("token { $ }")),
          Map.entry("probes.NAME.alert", probe("alert { $ }")),
          Map.entry(
              "probes.NAME.maintenance",
              probe("maintenance { cron = \"0 0 2 * * ?\", duration = 1h, $ }")),
          Map.entry("probes.NAME.tls", probe("tls { $ }")),
          Map.entry("probes.NAME.proxy", probe("proxy { url = \"http://proxy.example\", $ }")));

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException, NoSuchAlgorithmException {
    for (String name : List.of("client.pem", "ca.pem", "web-config.yml")) {
      Files.copy(CERTIFICATE, folder.resolve(name));
    }
    byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    String label = "PRIVATE KEY-----";
    Files.writeString(
        folder.resolve("client-key.pem"),
        "-----BEGIN %s\n%s\n-----END %s\n"
            .formatted(label, Base64.getMimeEncoder().encodeToString(key), label));
  }

  @Test
  void everyKeyThatIsRead_isDocumented_andNoOther() {
    Map<String, Set<String>> documented = new TreeMap<>();
    for (String region : DOCUMENT.regions("keys ")) {
      for (String object : objects(region)) {
        documented
            .computeIfAbsent(object.replaceFirst("\\+.*", ""), _ -> new TreeSet<>())
            .addAll(keys(region));
      }
    }
    assertThat(documented).isEqualTo(new ConfigurationKeys(folder).find());
  }

  @Test
  void everyExample_loads() {
    for (String region : DOCUMENT.regions("keys ")) {
      for (List<String> row : DOCUMENT.rows(region)) {
        objects(region).forEach(object -> load(object, uncode(row.get(4))));
      }
    }
  }

  @Test
  void everyDefault_isTheOneOfTheProgram() {
    for (String region : DOCUMENT.regions("keys ")) {
      for (List<String> row : DOCUMENT.rows(region)) {
        if (row.get(2).matches("`[^`]+`")) {
          String line = uncode(row.get(0)) + " = " + uncode(row.get(2));
          objects(region)
              .forEach(
                  object -> assertThat(load(object, line)).as(line).isEqualTo(load(object, "")));
        }
      }
    }
  }

  @Test
  void everyKey_hasATypeAndAMeaning() {
    assertThat(DOCUMENT.regions("keys "))
        .flatMap(DOCUMENT::rows)
        .allSatisfy(row -> assertThat(row).hasSize(5).noneMatch(String::isBlank));
  }

  private Configuration load(String object, String line) {
    String text = "why401 { " + VALID.getOrDefault(object, "no example").replace("$", line) + " }";
    return switch (ConfigurationKeys.load(folder, text)) {
      case LoadResult.Loaded loaded -> loaded.configuration();
      case LoadResult.Invalid invalid ->
          throw new AssertionError("%s: %s: %s".formatted(object, text, invalid.problems()));
    };
  }

  private static List<String> objects(String region) {
    return Arrays.stream(region.substring("keys ".length()).split(" "))
        .map(object -> object.replace("ROOT", ""))
        .toList();
  }

  private static Set<String> keys(String region) {
    Set<String> keys = new TreeSet<>();
    DOCUMENT.rows(region).forEach(row -> keys.add(uncode(row.getFirst())));
    return keys;
  }

  private static String uncode(String cell) {
    return cell.replaceAll("^`+ ?| ?`+$", "");
  }

  private static String credential(String keys) {
    return "credentials { c { " + keys + " } }";
  }

  private static String aws(String keys) {
    return credential("type = sigv4, region = r, service = s3, " + keys);
  }

  private static String client(String keys) {
    return credential(
        "type = client-credentials, token-url = \"https://idp.example/token\", client-id = c, "
            + keys);
  }

  private static String basic(String keys) {
    return credential("type = basic, username = u, password = p, " + keys);
  }

  private static String json(String rest) {
    return credential(
        "type = json-login, url = \"https://api.example/login\", fields { u = p }, " + rest);
  }

  private static String form(String keys) {
    return credential(
        "type = form-login, login-url = \"https://portal.example/login\", fields { u = p }, "
            + keys);
  }

  private static String probe(String keys) {
    return "location = eu-west, credentials { c { type = basic, username = u, password = p } },"
        + " probes { p { url = \"https://a.example\", "
        + keys
        + " } }";
  }
}
