package why401.server;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.HtmlRenderer;
import why401.cause.Cause;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.GenericWording;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;

/// What the table says about the ways in which each cause comes about, as HTML, the likeliest
/// first.
final class MechanismGuide {
  private static final HtmlRenderer ESCAPE = HtmlRenderer.builder().build();

  private final Map<Cause, List<Mechanism>> mechanisms;
  private final Map<Cause, String> sections;

  private MechanismGuide(Map<Cause, List<Mechanism>> mechanisms, Map<Cause, String> sections) {
    this.mechanisms = mechanisms;
    this.sections = sections;
  }

  static MechanismGuide of(Table table) {
    Map<Cause, List<Mechanism>> byCause =
        table.mechanisms().stream().collect(Collectors.groupingBy(Mechanism::cause));
    Map<Cause, String> sections = new EnumMap<>(Cause.class);
    byCause.forEach((cause, mechanisms) -> sections.put(cause, section(mechanisms)));
    return new MechanismGuide(byCause, sections);
  }

  /// The section of a cause.
  String section(Cause cause) {
    return sections.getOrDefault(cause, "");
  }

  /// The same as Markdown.
  String text(Cause cause) {
    return mechanisms.containsKey(cause)
        ? byPrior(mechanisms.get(cause))
            .map(MechanismGuide::paragraph)
            .collect(Collectors.joining("\n", "## How it comes about\n\n", "\n"))
        : "";
  }

  private static String paragraph(Mechanism mechanism) {
    Mechanism.Notes notes = mechanism.notes();
    return "### %s\n%s\n- Confirm by hand: %s\n- What it is not: %s\n- What ends it: %s\n"
        .formatted(
            heading(mechanism.id()),
            GenericWording.of(notes.summary()),
            GenericWording.of(notes.confirm()),
            GenericWording.of(notes.not()),
            GenericWording.of(notes.remedy()));
  }

  private static Stream<Mechanism> byPrior(List<Mechanism> mechanisms) {
    return mechanisms.stream().sorted(Comparator.comparingDouble(MechanismGuide::prior).reversed());
  }

  private static String section(List<Mechanism> mechanisms) {
    return byPrior(mechanisms)
        .map(MechanismGuide::article)
        .collect(
            Collectors.joining("", "<h2 id=\"how-it-comes-about\">How it comes about</h2>\n", ""));
  }

  /// How common it is, for the kind of credential where it is most common.
  static double prior(Mechanism mechanism) {
    return Stream.of(Situation.values())
        .mapToDouble(at -> mechanism.prior().weight(CredentialKind.UNKNOWN, at))
        .max()
        .orElse(0);
  }

  private static String article(Mechanism mechanism) {
    Mechanism.Notes notes = mechanism.notes();
    return """
    <section class="way" id="%s"><h3>%s</h3>
    <p>%s</p>
    <dl><dt>Confirm by hand</dt><dd>%s</dd>
    <dt>What it is not</dt><dd>%s</dd>
    <dt>What ends it</dt><dd>%s</dd></dl></section>
    """
        .formatted(
            mechanism.id(),
            heading(mechanism.id()),
            text(notes.summary()),
            text(notes.confirm()),
            text(notes.not()),
            text(notes.remedy()));
  }

  /// `changed-at-target` as "Changed at target".
  private static String heading(String id) {
    String words = id.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String text(String template) {
    return ESCAPE.render(new Text(GenericWording.of(template)));
  }
}
