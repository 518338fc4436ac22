package dev.etagere.server.http;

import java.io.IOException;

/** A page of the server's own space, and the resources below it. */
public final class OwnPage implements Handler {
  private final String path;
  private final Handler page;
  private final Handler resources;

  /**
   * @param path of the page; with or without its last slash
   * @param page answers there
   * @param resources answers for all paths below
   */
  public OwnPage(String path, Handler page, Handler resources) {
    this.path = path;
    this.page = page;
    this.resources = resources;
  }

  @Override
  public Response handle(Request request) throws IOException {
    String asked = request.target().rawPath();
    boolean isPage = asked.equals(path) || (asked + "/").equals(path);
    return (isPage ? page : resources).handle(request);
  }
}
