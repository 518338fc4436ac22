package dev.etagere.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.etagere.web.ConsoleAssets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An empty page of a server's origin that can import the client: the very files of the package. */
final class ClientPage implements AutoCloseable {

  private static final String FOLDER = "/@etagere/client/";

  private final BrowserContext context;
  private final Page page;

  ClientPage(Browser browser, String origin) {
    context = browser.newContext();
    page = context.newPage();
    page.setDefaultTimeout(Chromium.PATIENCE);
    page.route("**" + FOLDER + "*", ClientPage::serve);
    page.navigate(origin + FOLDER + "page.html");
    page.evaluate("async () => { globalThis.etagere = await import('./index.js'); }");
    // What is intercepted passes through the test for every request; from here on the page is
    // alone.
    page.unroute("**" + FOLDER + "*");
  }

  Page page() {
    return page;
  }

  /** Runs the body of an asynchronous function in which {@code Client} is that of the package. */
  Object run(String body) {
    return page.evaluate("async () => { const { Client } = etagere;" + body + "}");
  }

  private static void serve(Route route) {
    String name = route.request().url().replaceAll(".*/", "");
    boolean isPage = name.equals("page.html");
    route.fulfill(
        new FulfillOptions()
            .setContentType(isPage ? "text/html" : "text/javascript")
            .setBody(isPage ? "<!doctype html><title>client</title>" : module(name)));
  }

  private static String module(String name) {
    try (InputStream in = ConsoleAssets.class.getResourceAsStream("client/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
