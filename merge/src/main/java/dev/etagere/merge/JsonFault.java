package dev.etagere.merge;

/**
 * Why a text is not acceptable JSON, and where.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="parse"}
 *
 * @param line the line of the fault, from 1; lines end with LF, CR or CR LF
 * @param column the column of the fault in bytes, from 1
 * @param pointer the innermost value or member that reading had reached
 * @param why a clause for a person, such as {@code "the member name \"a\" is there twice"}
 */
public record JsonFault(int line, int column, JsonPointer pointer, String why) {

  /** A fault at a byte of the text, counted from 0. */
  static JsonFault at(byte[] text, long offset, JsonPointer pointer, String why) {
    int end = (int) Math.max(0, Math.min(offset, text.length));
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      boolean pair = text[i] == '\r' && i + 1 < end && text[i + 1] == '\n';
      if (text[i] == '\n' || (text[i] == '\r' && !pair)) {
        line++;
        start = i + 1;
      }
    }
    return new JsonFault(line, end - start + 1, pointer, why);
  }
}
