package dev.etagere.cli;

import dev.etagere.server.callers.Grant;
import dev.etagere.server.callers.TokenStore;
import dev.etagere.server.callers.Tokens;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    description = "Makes, lists and revokes the bearer tokens of a server.",
    footer = {
      "",
      "Once there is a token, the server asks every request for one. The commands speak to the",
      "server that runs over the data folder, or open the store themselves where none does.",
      "",
      "Example:",
      "  etagere token create --name anna --allow read:/notes/ --allow write:/notes/",
    },
    subcommands = {
      TokenCommand.Create.class,
      TokenCommand.Listing.class,
      TokenCommand.Revoke.class
    })
final class TokenCommand extends EtagereCommand {

  @Override
  public Integer call() {
    throw wrongUsage("Say what to do: token create, token list or token revoke.");
  }

  /** What the three commands share: where the tokens are. */
  abstract static class OfStore extends EtagereCommand {

    @Mixin private StoreOptions store;

    <T> T with(Function<TokenStore, T> work) throws IOException {
      Optional<ControlFile> running = ControlFile.read(store.data());
      if (running.isPresent()) {
        try (RemoteTokens remote = new RemoteTokens(running.get())) {
          if (remote.answers()) {
            return work.apply(remote);
          }
        }
      }
      try (Store opened = opened()) {
        return work.apply(Tokens.of(opened));
      }
    }

    private Store opened() {
      try {
        return store.open();
      } catch (StoreException refused) {
        throw new IllegalStateException(refused.getMessage(), refused);
      }
    }
  }

  @Command(name = "create", description = "Makes a token and prints it, this once.")
  static final class Create extends OfStore {

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Its name, and the writer that versions made with it show.")
    private String name;

    @Option(
        names = "--allow",
        required = true,
        paramLabel = "ACTION:PREFIX",
        description =
            "What it allows: read, write or admin, and below which path. May be repeated.")
    private List<String> allow;

    @Override
    public Integer call() throws IOException {
      if (!Tokens.isName(name)) {
        throw wrongUsage("--name takes 1 to 64 letters, digits, dots and hyphens.");
      }
      List<Grant> grants = grants();
      Optional<String> token = with(tokens -> tokens.create(name, grants));
      if (token.isEmpty()) {
        throw new IllegalStateException(
            "there is a token of the name "
                + name
                + " already; choose another, or revoke it first");
      }
      out().println(token.get());
      out().flush();
      return ExitCode.DONE;
    }

    private List<Grant> grants() {
      List<Grant> grants = new ArrayList<>();
      for (String text : allow) {
        grants.add(
            Grant.parse(text)
                .orElseThrow(() ->
                    wrongUsage(
                        "--allow takes read:/path/, write:/path/ or admin:/, not " + text + ".")));
      }
      return grants;
    }
  }

  @Command(name = "list", description = "Lists the tokens, without their secrets.")
  static final class Listing extends OfStore {

    @Override
    public Integer call() throws IOException {
      for (Tokens.Token token : with(TokenStore::list)) {
        out()
            .printf(
                "%-24s %s  %s%n",
                token.name(),
                token.created(),
                String.join(" ", token.grants().stream().map(Grant::toString).toList()));
      }
      out().flush();
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "revoke",
      description = "Ends a token; within a second no server takes it any more.")
  static final class Revoke extends OfStore {

    @Parameters(paramLabel = "NAME", description = "The token's name.")
    private String name;

    @Override
    public Integer call() throws IOException {
      if (!with(tokens -> tokens.revoke(name))) {
        throw new IllegalStateException("there is no token of the name " + name);
      }
      return ExitCode.DONE;
    }
  }
}
