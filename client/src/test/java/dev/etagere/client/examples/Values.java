package dev.etagere.client.examples;

import dev.etagere.client.Content;
import dev.etagere.client.Credentials;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.JsonLayout;
import dev.etagere.client.ResponseCache;
import dev.etagere.merge.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Contents, credentials and caches. */
final class Values {
  private Values() {}

  static Content content(byte[] picture) {
    // @start region="content"
    Content note = Content.json("{\"title\": \"Milk\"}");
    Content image = Content.of(picture, "image/png");
    Content longer = note.withText("{\"title\": \"Milk\", \"amount\": 2}");
    // @end
    return image.size() > 0 ? longer : note;
  }

  static EtagereClient credentials(URI server, Path tokenFile) {
    // @start region="credentials"
    EtagereClient client =
        EtagereClient.builder(server).credentials(Credentials.bearerFile(tokenFile)).build();
    // @end
    return client;
  }

  static EtagereClient builder(URI server) {
    // @start region="builder"
    EtagereClient.Builder builder =
        EtagereClient.builder(server)
            .credentials(Credentials.basic("anna", "secret"))
            .operationTimeout(Duration.ofSeconds(10));
    EtagereClient client = builder.build();
    EtagereClient hasty = client.within(Duration.ofSeconds(1)); // the same, with less time
    // @end
    return hasty;
  }

  static EtagereClient cache(URI server, Path folder) {
    // @start region="cache"
    ResponseCache cache = ResponseCache.inDirectory(folder, 64L << 20);
    EtagereClient client = EtagereClient.builder(server).cache(cache).build();
    // @end
    return client;
  }

  static String layout(Json computed, Content written) {
    // @start region="layout"
    String text = JsonLayout.like(written.asText()).write(computed);
    // @end
    return text;
  }
}
