package dev.etagere.server.callers;

import dev.etagere.storage.ResourcePath;
import java.util.List;

/**
 * A caller that may do what was granted to it.
 *
 * @param subject who it is
 * @param grants what it may do
 */
public record GrantedCaller(String subject, List<Grant> grants) implements Caller {

  public GrantedCaller {
    grants = List.copyOf(grants);
  }

  @Override
  public boolean mayRead(ResourcePath path) {
    return may(Grant.Action.READ, path);
  }

  @Override
  public boolean mayWrite(ResourcePath path) {
    return may(Grant.Action.WRITE, path);
  }

  @Override
  public boolean mayAdminister() {
    return grants.stream().anyMatch(grant -> grant.action() == Grant.Action.ADMIN);
  }

  private boolean may(Grant.Action action, ResourcePath path) {
    return grants.stream().anyMatch(grant -> grant.covers(action, path));
  }
}
