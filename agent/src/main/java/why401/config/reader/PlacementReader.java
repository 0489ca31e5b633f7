package why401.config.reader;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential.Placement;
import why401.credential.TokenPlacement;

/// Reads where a token goes: `in`, `name` and `prefix`, which default to `Authorization: Bearer`.
final class PlacementReader {
  /// As RFC 6750, 2.3 names it.
  private static final String QUERY_PARAMETER = "access_token";

  private PlacementReader() {}

  static TokenPlacement read(Section section) {
    Placement in = section.choice("in", Placement.class, Placement.HEADER);
    String name = name(section, in);
    String prefix = prefix(section);
    if (prefix == null) {
      boolean standard = in == Placement.HEADER && name.equalsIgnoreCase("Authorization");
      prefix = standard ? TokenPlacement.BEARER.prefix() : "";
    }
    return new TokenPlacement(in, name, prefix);
  }

  private static String name(Section section, Placement in) {
    String name = section.text("name");
    Value written = section.find("name");
    if (in != Placement.QUERY && written != null && name != null && !Names.isToken(name)) {
      written.refuse("letters, digits and '-', as a header or cookie is named");
    }
    if (name == null && in == Placement.COOKIE) {
      section.missing("name", "the name of the cookie");
    }
    return name != null
        ? name
        : in == Placement.QUERY ? QUERY_PARAMETER : TokenPlacement.BEARER.parameter();
  }

  /// A word gets a blank behind it: HOCON drops the one of an unquoted text.
  private static @Nullable String prefix(Section section) {
    Value value = section.find("prefix");
    String text = value == null ? null : value.text();
    if (value == null || text == null) {
      return null;
    }
    if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      value.refuseHidden("printable ASCII in one line");
      return null;
    }
    if (text.strip().toLowerCase(Locale.ROOT).startsWith("authorization:")) {
      value.refuse("what stands in front of the token, without the header's name");
    }
    boolean word = !text.isEmpty() && Character.isLetterOrDigit(text.charAt(text.length() - 1));
    return word ? text + " " : text;
  }
}
