package org.psopruner.cli.run;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A share of the baseline, as {@code 6%} or {@code 0.06}.
 *
 * @param value above 0, at most 1
 */
record Fraction(double value) {
  static final Fraction ALL = new Fraction(1);

  /** Reads either form. */
  static final class Converter implements ITypeConverter<Fraction> {
    /**
     * As people write it: {@link Double#parseDouble} would also take {@code 0x1p-4} and {@code 6d}.
     */
    private static final Pattern NUMBER =
        Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?");

    @Override
    public Fraction convert(String text) {
      String number = text.strip();
      boolean percent = number.endsWith("%");
      double value = parse(percent ? number.substring(0, number.length() - 1) : number);
      double share = percent ? value / 100 : value;
      if (!(share > 0 && share <= 1)) {
        boolean forgotten = !percent && value > 1 && value <= 100;
        throw new TypeConversionException(
            "above 0 %% and at most 100 %%; for example %s"
                .formatted((forgotten ? number : "6") + '%'));
      }
      return new Fraction(share);
    }

    private static double parse(String number) {
      if (!NUMBER.matcher(number.strip()).matches()) {
        throw new TypeConversionException(
            "a percentage or a fraction; for example 0.06, or 6 with a percent sign");
      }
      return Double.parseDouble(number.strip());
    }
  }
}
