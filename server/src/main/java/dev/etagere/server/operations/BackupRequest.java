package dev.etagere.server.operations;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.storage.Store;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * {@code POST /-/backup?folder=…&keep=…}: where the backup goes, as an absolute path of the
 * server's machine, and how many are kept there.
 */
public final class BackupRequest {

  private BackupRequest() {}

  /**
   * What the request asks for.
   *
   * @throws Refusal 400 if it names no absolute folder, or no number from 1 to 9,999
   */
  public static Errands.Errand errand(Store store, Request request) {
    String keep = request.target().parameter("keep").orElse("");
    if (!keep.matches("[1-9][0-9]{0,3}")) {
      throw malformed();
    }
    return Errands.backup(store, folder(request), Integer.parseInt(keep));
  }

  private static Path folder(Request request) {
    try {
      Path folder = Path.of(request.target().parameter("folder").orElse(""));
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException notOne) {
      // told below
    }
    throw malformed();
  }

  private static Refusal malformed() {
    return new Refusal(
        Problem.of(
            ProblemKind.BAD_REQUEST,
            "Say ?folder= with an absolute path of the server's machine, and &keep= with how many backups stay there, 1 to"
                + " 9999."));
  }
}
