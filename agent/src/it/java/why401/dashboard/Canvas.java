package why401.dashboard;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// A picture of a dashboard: its rows and panels where Grafana would put them.
final class Canvas {
  private static final int COLUMN = 56;
  private static final int LINE = 34;
  private static final int GAP = 6;
  private static final int HEADER = 30;
  static final Color BACK = new Color(0xf4f5f5);
  static final Color TEXT = new Color(0x24292e);
  private static final Map<String, Color> COLORS =
      Map.of(
          "red", new Color(0xc4162a),
          "orange", new Color(0xe0701b),
          "green", new Color(0x37872d),
          "blue", new Color(0x1f60c4),
          "text", new Color(0x6e7177));

  private Canvas() {}

  static Color color(String name) {
    return COLORS.getOrDefault(name, TEXT);
  }

  static Font font(int size, boolean bold) {
    return new Font("DejaVu Sans", bold ? Font.BOLD : Font.PLAIN, size);
  }

  /// Draws what is inside a panel.
  interface Painter {
    void paint(Graphics2D to, Rectangle2D area, Panel panel);
  }

  /// Draws `rows` of a dashboard one below the other into a PNG.
  static void draw(List<Dashboard.Row> rows, Painter painter, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(24 * COLUMN + GAP, height(rows), BufferedImage.TYPE_INT_RGB);
    Graphics2D to = image.createGraphics();
    to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    to.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    to.setColor(BACK);
    to.fillRect(0, 0, image.getWidth(), image.getHeight());
    int y = 0;
    for (Dashboard.Row row : rows) {
      to.setColor(TEXT);
      to.setFont(font(14, true));
      to.drawString(row.title(), GAP, y + 21);
      y = panels(to, row, y + HEADER, painter);
    }
    to.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private static int panels(Graphics2D to, Dashboard.Row row, int top, Painter painter) {
    int x = 0;
    int y = top;
    int tallest = 0;
    for (Panel panel : row.panels()) {
      if (x + panel.width() > 24) {
        y += tallest * LINE;
        x = 0;
        tallest = 0;
      }
      frame(to, panel, x, y, painter);
      x += panel.width();
      tallest = Math.max(tallest, panel.height());
    }
    return y + tallest * LINE;
  }

  private static void frame(Graphics2D to, Panel panel, int x, int y, Painter painter) {
    int left = x * COLUMN + GAP;
    int width = panel.width() * COLUMN - GAP;
    int height = panel.height() * LINE - GAP;
    to.setColor(Color.WHITE);
    to.fillRect(left, y, width, height);
    to.setColor(TEXT);
    to.setFont(font(12, true));
    to.setClip(left, y, width, height);
    to.drawString(panel.title(), left + 8, y + 18);
    painter.paint(to, new Rectangle2D.Double(left + 8, y + 26, width - 16, height - 32), panel);
    to.setClip(null);
  }

  private static int height(List<Dashboard.Row> rows) {
    int height = GAP;
    for (Dashboard.Row row : rows) {
      int x = 0;
      int tallest = 0;
      height += HEADER;
      for (Panel panel : row.panels()) {
        if (x + panel.width() > 24) {
          height += tallest * LINE;
          x = 0;
          tallest = 0;
        }
        x += panel.width();
        tallest = Math.max(tallest, panel.height());
      }
      height += tallest * LINE;
    }
    return height;
  }
}
