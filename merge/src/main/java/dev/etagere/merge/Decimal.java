package dev.etagere.merge;

/**
 * The spelling that equal decimal numbers share: an integer without trailing zeros, and an exponent
 * if it is not 0. Numbers are never expanded, so {@code 1e999999999} costs no more than its eleven
 * characters.
 */
final class Decimal {
  private static final int LOW_DIGITS = 18;
  private static final long LOW_LIMIT = 1_000_000_000_000_000_000L;

  private Decimal() {}

  /** The canonical spelling of a number that is well formed by the grammar of JSON. */
  static String canonical(String number) {
    return isCanonical(number) ? number : normalise(number);
  }

  private static boolean isCanonical(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return false;
      }
    }
    return number.charAt(number.length() - 1) != '0';
  }

  private static String normalise(String number) {
    int start = number.charAt(0) == '-' ? 1 : 0;
    int exponentAt = exponentAt(number);
    int point = number.indexOf('.');
    boolean fraction = point >= 0 && point < exponentAt;
    String digits =
        fraction
            ? number.substring(start, point) + number.substring(point + 1, exponentAt)
            : number.substring(start, exponentAt);
    int first = firstNonZero(digits);
    if (first == digits.length()) {
      return "0";
    }
    int end = endOfNonZero(digits);
    long shift = (digits.length() - end) - (fraction ? exponentAt - point - 1L : 0);
    String exponent =
        sum(exponentAt < number.length() ? number.substring(exponentAt + 1) : "0", shift);
    String sign = start == 1 ? "-" : "";
    return sign + digits.substring(first, end) + (exponent.equals("0") ? "" : "e" + exponent);
  }

  private static int exponentAt(String number) {
    for (int i = 0; i < number.length(); i++) {
      if ((number.charAt(i) | 0x20) == 'e') {
        return i;
      }
    }
    return number.length();
  }

  private static int firstNonZero(String digits) {
    int i = 0;
    while (i < digits.length() && digits.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int endOfNonZero(String digits) {
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return end;
  }

  /** The sum of an exponent of any length and a small number. */
  private static String sum(String exponent, long shift) {
    boolean negative = exponent.charAt(0) == '-';
    String unsigned = Character.isDigit(exponent.charAt(0)) ? exponent : exponent.substring(1);
    String magnitude = unsigned.substring(firstNonZero(unsigned));
    if (magnitude.length() <= LOW_DIGITS) {
      long value = magnitude.isEmpty() ? 0 : Long.parseLong(magnitude);
      return Long.toString((negative ? -value : value) + shift);
    }
    return (negative ? "-" : "") + add(magnitude, negative ? -shift : shift);
  }

  /**
   * The sum of a positive integer of more than 18 digits and a small number, without leading zeros.
   */
  private static String add(String magnitude, long shift) {
    int split = magnitude.length() - LOW_DIGITS;
    long low = Long.parseLong(magnitude.substring(split)) + shift;
    StringBuilder high = new StringBuilder(magnitude.substring(0, split));
    if (low < 0) {
      low += LOW_LIMIT;
      step(high, '0', '9', -1);
    } else if (low >= LOW_LIMIT) {
      low -= LOW_LIMIT;
      step(high, '9', '0', 1);
    }
    String lowDigits = Long.toString(low);
    String sum = high + "0".repeat(LOW_DIGITS - lowDigits.length()) + lowDigits;
    return sum.substring(firstNonZero(sum));
  }

  /**
   * Adds one or takes one away: digits that overflow wrap, the first that does not takes the step.
   */
  private static void step(StringBuilder digits, char overflows, char wrapped, int step) {
    int i = digits.length() - 1;
    while (i >= 0 && digits.charAt(i) == overflows) {
      digits.setCharAt(i--, wrapped);
    }
    if (i >= 0) {
      digits.setCharAt(i, (char) (digits.charAt(i) + step));
    } else {
      digits.insert(0, '1');
    }
  }
}
