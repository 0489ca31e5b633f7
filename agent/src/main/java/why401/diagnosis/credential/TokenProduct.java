package why401.diagnosis.credential;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A service whose tokens begin in a way of their own, and which alone takes them.
///
/// Products that people run themselves, such as GitLab or Vault, are left out: nothing in an
/// address tells one of those from another target.
///
/// @param name of the service
/// @param prefixes of its tokens, as documented for secret scanners
/// @param hosts what the names of its hosts end with
public record TokenProduct(String name, List<String> prefixes, List<String> hosts) {
  private static final List<TokenProduct> ALL =
      List.of(
          of("Slack", "xoxb-,xoxp-,xoxa-,xoxe.,xapp-", "slack.com"),
          of("Stripe", "sk_live_,sk_test_,rk_live_,rk_test_", "stripe.com"),
          of("SendGrid", "SG.", "sendgrid.com,sendgrid.net"),
          of("npm", "npm_", "npmjs.org,npmjs.com"),
          of("PyPI", "pypi-", "pypi.org"),
          of("Google", "ya29.", "googleapis.com,google.com,run.app"),
          of("DigitalOcean", "dop_v1_,doo_v1_", "digitalocean.com"),
          of("Shopify", "shpat_,shpca_,shppa_", "shopify.com,myshopify.com"),
          of("Databricks", "dapi", "databricks.com,azuredatabricks.net"),
          of("Hugging Face", "hf_", "huggingface.co"),
          of("OpenAI", "sk-proj-", "openai.com"),
          of("Anthropic", "sk-ant-", "anthropic.com"),
          of("Linear", "lin_api_", "linear.app"),
          of("Notion", "ntn_", "notion.com"),
          of("Amazon EKS", "k8s-aws-v1.", "eks.amazonaws.com"));

  private static final int SHORTEST = 16;

  /// Copies.
  public TokenProduct {
    prefixes = List.copyOf(prefixes);
    hosts = List.copyOf(hosts);
  }

  private static TokenProduct of(String name, String prefixes, String hosts) {
    return new TokenProduct(name, List.of(prefixes.split(",")), List.of(hosts.split(",")));
  }

  /// Whose token `value` looks like, if anybody's.
  static Optional<TokenProduct> issuerOf(String value) {
    return value.length() < SHORTEST
        ? Optional.empty()
        : ALL.stream()
            .filter(product -> product.prefixes().stream().anyMatch(value::startsWith))
            .findFirst();
  }

  /// The service of that name.
  public static Optional<TokenProduct> named(String name) {
    return ALL.stream().filter(product -> product.name().equals(name)).findFirst();
  }

  /// Whether `url` is an address of the service, or of something before it here.
  public boolean takes(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    return hosts.stream().anyMatch(host::endsWith)
        || host.contains(name.toLowerCase(Locale.ROOT).replaceAll(".* |[^a-z]", ""));
  }
}
