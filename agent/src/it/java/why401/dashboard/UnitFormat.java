package why401.dashboard;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/// Writes the values of an axis in a unit of Grafana's.
final class UnitFormat extends NumberFormat {
  private static final long serialVersionUID = 1;
  private final String unit;

  UnitFormat(String unit) {
    this.unit = unit;
  }

  @Override
  public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
    return to.append(Units.text(unit, value));
  }

  @Override
  public StringBuffer format(long value, StringBuffer to, FieldPosition position) {
    return format((double) value, to, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("only writes");
  }
}
