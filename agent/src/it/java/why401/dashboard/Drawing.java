package why401.dashboard;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.time.FixedMillisecond;
import org.jfree.data.time.TimeSeries;
import org.jfree.data.time.TimeSeriesCollection;
import org.jspecify.annotations.Nullable;
import why401.dashboard.Answers.Point;
import why401.dashboard.Answers.Series;

/// Draws what Prometheus answered, much as Grafana would.
final class Drawing implements Canvas.Painter {
  private static final int LINE = 20;
  private static final Color[] PALETTE = {
    new Color(0x37872d), new Color(0xe0a526), new Color(0x1f60c4), new Color(0xc4162a),
    new Color(0x8f3bb8), new Color(0xe0701b), new Color(0x0a9396), new Color(0x6e7177)
  };

  private final Function<Panel, List<Series>> answers;

  Drawing(Function<Panel, List<Series>> answers) {
    this.answers = answers;
  }

  @Override
  public void paint(Graphics2D to, Rectangle2D area, Panel panel) {
    List<Series> series = answers.apply(panel);
    switch (panel.kind()) {
      case STAT -> stat(to, area, panel, series);
      case BARS -> bars(to, area, panel, series);
      case LINES -> lines(to, area, panel, series);
      case TABLE -> table(to, area, panel, series);
      case HEATMAP -> heatmap(to, area, series);
      case STATES -> states(to, area, panel, series);
    }
  }

  private static Color color(Panel panel, double value) {
    for (Panel.Word word : panel.words()) {
      if (word.value() == value) {
        return Canvas.color(word.color());
      }
    }
    Color color = Canvas.color(panel.steps().isEmpty() ? "text" : "green");
    for (Panel.Step step : panel.steps()) {
      if (value >= step.from()) {
        color = Canvas.color(step.color());
      }
    }
    return color;
  }

  private static String words(Panel panel, double value) {
    return panel.words().stream()
        .filter(word -> word.value() == value)
        .map(Panel.Word::text)
        .findFirst()
        .orElse(Units.text(panel.unit(), value));
  }

  private static void stat(Graphics2D to, Rectangle2D area, Panel panel, List<Series> series) {
    double value = series.getFirst().last();
    String text = words(panel, value);
    to.setColor(color(panel, value));
    to.fill(area);
    to.setColor(Color.WHITE);
    to.setFont(Canvas.font(text.length() > 8 ? 20 : 30, true));
    int width = to.getFontMetrics().stringWidth(text);
    to.drawString(
        text, (float) (area.getCenterX() - width / 2.0), (float) (area.getCenterY() + 10));
  }

  private static void bars(Graphics2D to, Rectangle2D area, Panel panel, List<Series> series) {
    double most = series.stream().mapToDouble(Series::last).max().orElse(1);
    int y = (int) area.getY();
    to.setFont(Canvas.font(12, false));
    for (Series one : series) {
      to.setColor(Canvas.TEXT);
      to.drawString(one.name(), (int) area.getX(), y + 13);
      double full = area.getWidth() - 70;
      to.setColor(color(panel, one.last()));
      to.fillRect((int) area.getX(), y + 18, (int) (full * one.last() / most), 14);
      to.drawString(Units.text(panel.unit(), one.last()), (int) (area.getX() + full + 6), y + 30);
      y += 2 * LINE;
    }
  }

  @SuppressWarnings("JavaUtilDate") // what JFreeChart takes
  private static void lines(Graphics2D to, Rectangle2D area, Panel panel, List<Series> series) {
    TimeSeriesCollection data = new TimeSeriesCollection();
    for (Series one : series) {
      TimeSeries line = new TimeSeries(one.name() + " #" + data.getSeriesCount());
      for (Point point : one.points()) {
        line.addOrUpdate(new FixedMillisecond((long) (point.at() * 1000)), point.value());
      }
      data.addSeries(line);
    }
    JFreeChart chart =
        ChartFactory.createTimeSeriesChart(null, null, null, data, false, false, false);
    chart.setBackgroundPaint(Color.WHITE);
    XYPlot plot = chart.getXYPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(new Color(0xdddddd));
    plot.setOutlineVisible(false);
    plot.getDomainAxis().setTickLabelFont(Canvas.font(10, false));
    plot.getRangeAxis().setTickLabelFont(Canvas.font(10, false));
    if (plot.getRangeAxis() instanceof org.jfree.chart.axis.NumberAxis axis) {
      axis.setAutoRangeIncludesZero(true);
      axis.setAutoRangeMinimumSize(0.001);
      axis.setNumberFormatOverride(new UnitFormat(panel.unit()));
    }
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (int i = 0; i < series.size(); i++) {
      renderer.setSeriesPaint(i, PALETTE[i % PALETTE.length]);
      renderer.setSeriesStroke(i, new java.awt.BasicStroke(1.6f));
    }
    plot.setRenderer(renderer);
    double legend = legend(null, to, area, series, 0) + 6;
    chart.draw(
        to,
        new Rectangle2D.Double(
            area.getX(), area.getY(), area.getWidth(), area.getHeight() - legend));
    legend(to, to, area, series, area.getMaxY() - legend + 14);
  }

  /// Draws the names of the lines from `top` on, unless `to` is null, and gives their height.
  private static double legend(
      @Nullable Graphics2D to,
      Graphics2D metrics,
      Rectangle2D area,
      List<Series> series,
      double top) {
    double x = area.getX();
    double y = top;
    metrics.setFont(Canvas.font(11, false));
    for (int i = 0; i < series.size(); i++) {
      int width = metrics.getFontMetrics().stringWidth(series.get(i).name()) + 28;
      if (x > area.getX() && x + width > area.getMaxX()) {
        x = area.getX();
        y += LINE - 4;
      }
      if (to != null) {
        to.setColor(PALETTE[i % PALETTE.length]);
        to.fillRect((int) x, (int) y - 5, 12, 3);
        to.setColor(Canvas.TEXT);
        to.drawString(series.get(i).name(), (int) x + 16, (int) y);
      }
      x += width;
    }
    return y - top + LINE - 4;
  }

  /// Rows joined by their labels, as Grafana's transformation «merge» does.
  private static void table(Graphics2D to, Rectangle2D area, Panel panel, List<Series> series) {
    Map<Map<String, String>, Map<String, String>> rows = new LinkedHashMap<>();
    boolean several = panel.queries().size() > 1;
    for (Series one : series) {
      Map<String, String> row = rows.computeIfAbsent(one.labels(), labels -> new TreeMap<>(labels));
      String field = several ? "Value #" + (char) ('A' + one.query()) : "Value";
      String unit =
          panel.columns().stream()
              .filter(column -> column.field().equals(field))
              .map(Column::unit)
              .findFirst()
              .orElse("");
      row.put(field, Units.text(unit, one.last()));
    }
    List<Column> columns = panel.columns();
    double[] left = lefts(area, columns);
    int y = (int) area.getY() + 12;
    to.setFont(Canvas.font(11, true));
    to.setColor(Canvas.color("blue"));
    for (int i = 0; i < columns.size(); i++) {
      to.drawString(columns.get(i).heading(), (int) left[i], y);
    }
    to.setFont(Canvas.font(11, false));
    to.setColor(Canvas.TEXT);
    for (Map<String, String> row : rows.values()) {
      y += LINE;
      for (int i = 0; i < columns.size(); i++) {
        String text = row.getOrDefault(columns.get(i).field(), "");
        to.drawString(shortened(to, text, left[i + 1] - left[i] - 8), (int) left[i], y);
      }
    }
  }

  /// Where each column begins, and the last ends: some have a width, the rest share what is left.
  private static double[] lefts(Rectangle2D area, List<Column> columns) {
    int taken = columns.stream().mapToInt(Column::width).sum();
    long sharing = columns.stream().filter(column -> column.width() == 0).count();
    double share = (area.getWidth() - taken) / sharing;
    double[] left = new double[columns.size() + 1];
    left[0] = area.getX();
    for (int i = 0; i < columns.size(); i++) {
      int width = columns.get(i).width();
      left[i + 1] = left[i] + (width > 0 ? width : share);
    }
    return left;
  }

  private static String shortened(Graphics2D to, String text, double width) {
    String shown = text;
    while (to.getFontMetrics().stringWidth(shown) > width) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    return shown;
  }

  private static void heatmap(Graphics2D to, Rectangle2D area, List<Series> series) {
    List<Series> buckets = new ArrayList<>(series);
    buckets.sort(java.util.Comparator.comparingDouble(Drawing::bound));
    TreeSet<Double> times = new TreeSet<>();
    buckets.forEach(one -> one.points().forEach(point -> times.add(point.at())));
    double span = Math.max(1, times.last() - times.first());
    double high = area.getHeight() / buckets.size();
    Map<Double, Double> below = new TreeMap<>();
    to.setFont(Canvas.font(10, false));
    for (int i = 0; i < buckets.size(); i++) {
      double y = area.getMaxY() - (i + 1) * high;
      for (Point point : buckets.get(i).points()) {
        double count = Math.max(0, point.value() - below.getOrDefault(point.at(), 0.0));
        below.put(point.at(), point.value());
        int shade = (int) Math.min(220, count * 22);
        to.setColor(new Color(245 - shade, 248 - shade / 2, 255));
        double x = area.getX() + 60 + (area.getWidth() - 66) * (point.at() - times.first()) / span;
        to.fill(new Rectangle2D.Double(x, y, 8, high - 1));
      }
      to.setColor(Canvas.TEXT);
      to.drawString(buckets.get(i).name(), (int) area.getX(), (int) (y + high / 2 + 4));
    }
  }

  private static double bound(Series bucket) {
    String le = bucket.labels().getOrDefault("le", "");
    return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
  }

  private static void states(Graphics2D to, Rectangle2D area, Panel panel, List<Series> series) {
    double first = series.stream().mapToDouble(one -> one.points().getFirst().at()).min().orElse(0);
    double last = series.stream().mapToDouble(one -> one.points().getLast().at()).max().orElse(1);
    double high = area.getHeight() / series.size();
    to.setFont(Canvas.font(11, false));
    double room =
        series.stream().mapToInt(one -> to.getFontMetrics().stringWidth(one.name())).max().orElse(0)
            + 8.0;
    double scale = (area.getWidth() - room) / Math.max(1, last - first);
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      double y = area.getY() + i * high;
      to.setColor(Canvas.TEXT);
      to.drawString(one.name(), (int) area.getX(), (int) (y + high / 2 + 4));
      for (Point point : one.points()) {
        double x = area.getX() + room + (point.at() - first) * scale;
        to.setColor(color(panel, point.value()));
        to.fill(new Rectangle2D.Double(x, y + 2, scale + 1, high - 4));
      }
      to.setColor(Color.WHITE);
      double shown = Double.NaN;
      double free = 0;
      for (Point point : one.points()) {
        double x = area.getX() + room + (point.at() - first) * scale;
        if (point.value() != shown && x >= free) {
          shown = point.value();
          String text = words(panel, shown);
          free = x + to.getFontMetrics().stringWidth(text) + 8.0;
          to.drawString(text, (float) x + 4, (float) (y + high / 2 + 4));
        }
      }
    }
  }
}
