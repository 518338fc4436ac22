package dev.etagere.client.examples;

import dev.etagere.client.EtagereClient;
import dev.etagere.client.SaveResult;
import dev.etagere.client.UpdatePolicy;
import java.time.Duration;

/** Read, change, write. */
final class Updating {
  private Updating() {}

  static SaveResult policy(EtagereClient client) {
    // @start region="policy"
    UpdatePolicy patient =
        new UpdatePolicy(UpdatePolicy.OnConflict.REAPPLY, 500, Duration.ofSeconds(5));
    SaveResult result =
        client.update(
            "/visits",
            count -> count.withText(Integer.toString(Integer.parseInt(count.asText()) + 1)),
            patient);
    // @end
    return result;
  }
}
