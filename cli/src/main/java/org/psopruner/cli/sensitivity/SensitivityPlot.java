package org.psopruner.cli.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.psopruner.messages.report.SensitivityReport;

/** Draws a sensitivity report as SVG: a line a channel group, accuracy over the share removed. */
final class SensitivityPlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final int LEFT = 60;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int LEGEND = 220;
  private static final int ROW = 18;
  private static final int FULL_CIRCLE = 360;

  private SensitivityPlot() {}

  static String svg(SensitivityReport report) {
    int height = Math.max(HEIGHT, TOP + BOTTOM + ROW * report.groups().size());
    List<String> parts = new ArrayList<>();
    parts.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
            .formatted(WIDTH, height));
    parts.add("<title>Accuracy without a share of one channel group</title>");
    parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    for (int tick = 0; tick <= 10; tick++) {
      double y = y(tick / 10.0, height);
      double x = x(tick / 10.0);
      parts.add(line(LEFT, y, x(1), y));
      parts.add(text(LEFT - 6, y + 4, "end", tick * 10 + " %"));
      parts.add(text(x, height - BOTTOM + 18, "middle", tick * 10 + " %"));
    }
    parts.add(text(x(0.5), height - 12, "middle", "share of a group's channels removed"));
    parts.add(text(LEFT, TOP - 16, "start", "accuracy on validation images"));
    for (int g = 0; g < report.groups().size(); g++) {
      SensitivityReport.Group group = report.groups().get(g);
      String colour = colour(g, report.groups().size());
      parts.add(
          "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>"
              .formatted(colour, points(report, group, height)));
      double y = TOP + ROW * (g + 0.5);
      parts.add(
          "<rect x=\"%d\" y=\"%s\" width=\"12\" height=\"12\" fill=\"%s\"/>"
              .formatted(WIDTH - LEGEND + 20, number(y - 10), colour));
      parts.add(text(WIDTH - LEGEND + 38, y, "start", escaped(group.group())));
    }
    parts.add("</svg>");
    return String.join("\n", parts) + "\n";
  }

  private static String points(
      SensitivityReport report, SensitivityReport.Group group, int height) {
    String start = number(x(0)) + "," + number(y(report.accuracy(), height));
    return IntStream.range(0, report.removed().size())
        .mapToObj(
            i ->
                number(x(report.removed().get(i)))
                    + ","
                    + number(y(group.accuracies().get(i), height)))
        .collect(Collectors.joining(" ", start + " ", ""));
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEGEND - LEFT);
  }

  private static double y(double accuracy, int height) {
    return TOP + (1 - accuracy) * (height - TOP - BOTTOM);
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#ddd\"/>"
        .formatted(number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(double x, double y, String anchor, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(number(x), number(y), anchor, text);
  }

  /** From first to last layer around the circle of hues, so that neighbours look alike. */
  private static String colour(int index, int count) {
    return "hsl(%d,70%%,40%%)".formatted(FULL_CIRCLE * index / (count + 1));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
