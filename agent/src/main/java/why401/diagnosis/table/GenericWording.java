package why401.diagnosis.table;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table's texts where no case fills their placeholders: "the target" for `{target}`. What only
/// a case knows, such as a time, goes with the words around it.
public final class GenericWording {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z-]+)(?:\\|([^}]*))?}");

  /// "The life of the token was over at {end}, before": the end of a clause that only a case has.
  private static final Pattern LOOSE =
      Pattern.compile(
          "(?:(?<=the issuer) \\{issuer}| at \\{end},?| at \\{begin},| by \\{skew}| since \\{time}|"
              + " \\{(?:key|lacking|header)}| \\(\\{(?:code|status)}\\)|[:;]"
              + " \\{(?:what|code|renewal|session|refusing)})");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("audience", "another audience"),
          Map.entry("clock", "the machine that is off"),
          Map.entry("control-url", "the control resource"),
          Map.entry("credential", "the credential"),
          Map.entry("idle", "some time"),
          Map.entry("issuer", "the identity provider"),
          Map.entry("offered", "the schemes in its challenge"),
          Map.entry("probe", "the probe"),
          Map.entry("provider", "the identity provider"),
          Map.entry("resource", "this resource"),
          Map.entry("right", "the right to this resource"),
          Map.entry("scheme", "the configured scheme"),
          Map.entry("target", "the target"),
          Map.entry("time", "the time of the refusal"),
          Map.entry("to", "another address"),
          Map.entry("what", "the request"));

  private GenericWording() {}

  /// `text` without placeholders, with a capital letter at the start of sentences; an unknown one
  /// stays visible.
  public static String of(String text) {
    String said =
        SLOT.matcher(LOOSE.matcher(text).replaceAll(""))
            .replaceAll(
                slot -> Matcher.quoteReplacement(word(slot.group(1), slot.group(2), slot.group())));
    return text.startsWith("{")
        ? said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1)
        : said;
  }

  private static String word(String name, String instead, String unknown) {
    return instead != null ? instead : WORDS.getOrDefault(name, unknown);
  }
}
