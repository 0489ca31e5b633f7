package why401.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Heading;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import why401.cause.Cause;
import why401.diagnosis.table.Table;

/// What to do for each cause and for each alert: Markdown in the archive, rendered when first read.
/// The page of a cause has the ways in which it comes about, from the table of mechanisms.
final class Runbooks {
  /// Alerts that no cause explains, by their lower-case name, with their name as title.
  static final List<String> ALERTS =
      List.of(
          "Why401AgentAbsent",
          "Why401AgentClockOff",
          "Why401AgentDown",
          "Why401CertificateExpiresSoon",
          "Why401ClockSkew",
          "Why401ClusterDegraded",
          "Why401ClusterMemberMissing",
          "Why401ConfigReloadFailed",
          "Why401CredentialRejected",
          "Why401DiagnosisBusy",
          "Why401ErrorBudgetBurn",
          "Why401ExpiredTokenSent",
          "Why401IssuerOutageThreatensTokens",
          "Why401IssuerUnreachable",
          "Why401ProbeAbsent",
          "Why401ProbeFailing",
          "Why401ProbeNeverRan",
          "Why401ProbeStale",
          "Why401ScheduleLagging",
          "Why401ScheduleMissed",
          "Why401SecretExpiresSoon",
          "Why401TargetsOutdated",
          "Why401TargetsRejected",
          "Why401TokenExpired",
          "Why401TokenRenewalOverdue",
          "Why401Unauthorized");

  private static final String ALERTS_PAGE = "alerts";

  /// The part of a cause's page that follows the ways in which it comes about.
  static final String BY_HAND = "## Confirm by hand\n";

  private final Map<String, String> pages = new ConcurrentHashMap<>();

  /// Reads the table with the first page that needs it, not at the start.
  static final class Guide {
    static final MechanismGuide SHIPPED = MechanismGuide.of(Table.shipped());

    private Guide() {}

    static MechanismGuide shipped() {
      return SHIPPED;
    }
  }

  /// Names of all pages with their titles, causes first.
  static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    Arrays.stream(Cause.values()).forEach(cause -> titles.put(cause.label(), cause.label()));
    ALERTS.forEach(alert -> titles.put(lower(alert), alert));
    return titles;
  }

  /// The page `name` as HTML; empty if there is none.
  Optional<String> page(String name) {
    if (name.equals(ALERTS_PAGE)) {
      return Optional.of(pages.computeIfAbsent(name, _ -> alerts()));
    }
    return titles().containsKey(name)
        ? Optional.of(pages.computeIfAbsent(name, Runbooks::whole))
        : Optional.empty();
  }

  private static String whole(String name) {
    return Cause.of(name).map(Runbooks::ofCause).orElseGet(() -> render(markdown(name), ""));
  }

  private static String ofCause(Cause cause) {
    String markdown = markdown(cause.label());
    int at = markdown.indexOf(BY_HAND);
    return render(markdown.substring(0, at), "")
        + Guide.SHIPPED.section(cause)
        + render(markdown.substring(at), "");
  }

  /// The list of all pages as HTML.
  String index() {
    return pages.computeIfAbsent(
        "",
        _ ->
            "<h1>Runbooks</h1><h2>By cause</h2>"
                + list(Arrays.stream(Cause.values()).map(Cause::label))
                + "<h2>By alert</h2>"
                + list(ALERTS.stream()));
  }

  private static String list(Stream<String> names) {
    return names
        .map(
            name ->
                "<li><a href=\"/runbooks/"
                    + lower(name)
                    + "\">"
                    + name
                    + "</a> "
                    + lead(markdown(lower(name)))
                    + "</li>")
        .collect(Collectors.joining("", "<ul class=\"index\">", "</ul>"));
  }

  private static String alerts() {
    return ALERTS.stream()
        .map(
            alert ->
                "<section id=\""
                    + lower(alert)
                    + "\">"
                    + render(markdown(lower(alert)), lower(alert))
                    + "</section>")
        .collect(Collectors.joining());
  }

  /// The first sentence under the title, as HTML.
  private static String lead(String markdown) {
    return render(firstSentence(markdown), "")
        .replaceFirst("^<p>", "<span>")
        .replaceFirst("</p>\n?$", "</span>");
  }

  static String firstSentence(String markdown) {
    String first =
        markdown
            .lines()
            .skip(1)
            .dropWhile(String::isBlank)
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining(" "));
    int end = first.indexOf(". ");
    return end < 0 ? first : first.substring(0, end + 1);
  }

  static String markdown(String name) {
    return new String(AssetRoutes.bytes("runbooks/" + name + ".md"), StandardCharsets.UTF_8);
  }

  /// @param prefix of the identifiers of headings, to keep them unique on a page
  private static String render(String markdown, String prefix) {
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(
                _ ->
                    (node, tag, attributes) -> {
                      if (node instanceof Heading heading && heading.getLevel() == 2) {
                        attributes.put("id", id(prefix, heading));
                      }
                      if (tag.equals("pre")) {
                        attributes.put("tabindex", "0"); // it scrolls, by keyboard as well
                      }
                    })
            .build();
    return renderer.render(Parser.builder().build().parse(markdown));
  }

  private static String id(String prefix, Heading heading) {
    String text =
        org.commonmark.renderer.text.TextContentRenderer.builder()
            .build()
            .render(heading)
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return prefix.isEmpty() ? text : prefix + "-" + text;
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
