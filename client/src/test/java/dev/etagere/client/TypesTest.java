package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program outside of the package cannot even write down. */
class TypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "client.save(one.edit(content));",
        "client.save(conflict.keepMine());",
        "client.save(conflict.theirs().edit(content));",
      })
  void aDraftOfADocumentIsSaved(String statement, @TempDir Path classes) {
    assertThat(errors(statement, classes)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A content without the document that it edits is not saved.
        "client.save(content);",
        "client.save(content, tag);",
        "client.save(\"/notes/1\", content, tag);",
        // Nobody makes a document or a draft but the client.
        "new Document(null, content);",
        "new Draft(one, content, \"\");",
        "Document.written(one.url(), content, null);",
        "Document.read(null);",
        // A tag is not paired with another edit.
        "draft.on(other);",
        "one.edit(content, tag);",
        "one.edit(other.validator());",
        "client.save(draft, other);",
        // The condition of a refused draft cannot be taken away.
        "client.save(conflict);",
        "conflict.mine().withoutCondition();",
        // A weak tag does not become strong.
        "one.edit(content).base().validator(new Validator.StrongTag(tag));",
        "new Validator() {};",
        // The subtypes are all there are.
        "class Other implements SaveResult {}",
      })
  void nothingElseCompiles(String statement, @TempDir Path classes) {
    assertThat(errors(statement, classes)).isNotEmpty();
  }

  @Test
  void noPublicMethodTakesAValidatorOrATag() {
    for (Class<?> type :
        List.of(
            EtagereClient.class, Document.class, Draft.class, Conflict.class, Checkouts.class)) {
      for (var method : type.getMethods()) {
        assertThat(method.getParameterTypes())
            .doesNotContain(Validator.class, dev.etagere.conditions.EntityTag.class);
      }
      assertThat(type.getConstructors()).isEmpty();
    }
  }

  private static String errors(String statement, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    List<JavaFileObject> sources = List.of(new Source(program(statement)));
    boolean compiled = compiler.getTask(output, null, null, options, null, sources).call();
    return compiled ? "" : output.toString();
  }

  private static String program(String statement) {
    return """
    import dev.etagere.client.*;
    import dev.etagere.conditions.EntityTag;
    class Program {
      void run(EtagereClient client, Document one, Document other, Draft draft, Conflict conflict,
          Content content, EntityTag tag) throws Exception {
        %s
      }
    }
    """
        .formatted(statement);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Program.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
