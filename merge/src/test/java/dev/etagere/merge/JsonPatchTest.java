package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Patch, RFC 6902, beyond the handed-over table. */
class JsonPatchTest {

  private static JsonPatch patch(String text) {
    return ((JsonPatch.Parsed.Valid) JsonPatch.parse(Cases.json(text))).patch();
  }

  private static String applied(String document, String patch) {
    return ((JsonPatch.Result.Applied) patch(patch).apply(Cases.json(document)))
        .document()
        .toString();
  }

  private static JsonPatch.Result.Failed failed(String document, String patch) {
    return (JsonPatch.Result.Failed) patch(patch).apply(Cases.json(document));
  }

  @Test
  void spellingOfWhatIsNotTouchedStays() {
    assertThat(
            applied("{\"a\":1.0,\"b\":1e2}", "[{\"op\":\"add\",\"path\":\"/c\",\"value\":2.50}]"))
        .isEqualTo("{\"a\":1.0,\"b\":1e2,\"c\":2.50}");
  }

  @Test
  void aTestComparesNumbersByValue() {
    assertThat(applied("{\"a\":1.0}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]"))
        .isEqualTo("{\"a\":1.0}");
  }

  @Test
  void aFailureNamesTheOperationAndThePlace() {
    JsonPatch.Result.Failed failed =
        failed(
            "{}",
            "[{\"op\":\"add\",\"path\":\"/a\",\"value\":1},{\"op\":\"remove\",\"path\":\"/b\"}]");
    assertThat(failed.index()).isEqualTo(1);
    assertThat(failed.pointer()).hasToString("/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|-1",
        "[1]|0",
        "[{\"op\":\"remove\",\"path\":\"/a\"},{\"op\":\"nop\",\"path\":\"\"}]|1",
        "[{\"op\":\"add\",\"path\":\"/a\"}]|0",
        "[{\"op\":\"remove\",\"path\":\"a\"}]|0",
        "[{\"op\":\"remove\",\"path\":\"/~2\"}]|0",
        "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]|0"
      })
  void aMalformedPatchNamesTheOperation(String text, int index) {
    assertThat(((JsonPatch.Parsed.Malformed) JsonPatch.parse(Cases.json(text))).index())
        .isEqualTo(index);
  }

  @Test
  void theWholeDocumentCannotBeRemoved() {
    assertThat(failed("1", "[{\"op\":\"remove\",\"path\":\"\"}]").index()).isZero();
  }

  @Test
  void copiesThatDoubleTheDocumentAreBounded() {
    String copy = "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a/-\"},";
    String patch = "[" + copy.repeat(60) + "{\"op\":\"test\",\"path\":\"\",\"value\":1}]";
    assertThat(failed("{\"a\":[1,2,3]}", patch).why()).containsAnyOf("copies more than", "deep");
  }

  @Test
  void theResultIsNoDeeperThanAnyDocument() {
    String deep = "[".repeat(150) + "]".repeat(150);
    String inner = "/0".repeat(149);
    assertThat(
            failed(
                    "{\"a\":" + deep + ",\"b\":" + deep + "}",
                    "[{\"op\":\"move\",\"from\":\"/b\",\"path\":\"/a" + inner + "/-\"}]")
                .why())
        .contains("deep");
  }

  @Test
  void aPatchIsReadAsItIsWritten() {
    String text =
        "[{\"op\":\"add\",\"path\":\"/a~1\",\"value\":1.0},{\"op\":\"remove\",\"path\":\"/b\"},"
            + "{\"op\":\"replace\",\"path\":\"\",\"value\":{}},{\"op\":\"move\",\"from\":\"/c\",\"path\":\"/d\"},"
            + "{\"op\":\"copy\",\"from\":\"/c\",\"path\":\"/d\"},{\"op\":\"test\",\"path\":\"/e\",\"value\":null}]";
    assertThat(patch(text)).hasToString(text);
  }
}
