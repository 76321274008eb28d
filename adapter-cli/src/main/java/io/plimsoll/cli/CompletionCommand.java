package io.plimsoll.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll completion}: a script that completes our commands and options. */
@Command(
    name = "completion",
    header = "Print a completion script for bash or zsh.",
    sortOptions = false,
    customSynopsis = "plimsoll completion [bash|zsh]",
    description = "Prints a script that lets bash or zsh complete commands and options.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(plimsoll completion)                                     # this shell",
      "  plimsoll completion > /etc/bash_completion.d/plimsoll             # bash, everyone",
      "  echo 'source <(plimsoll completion zsh)' >> ~/.zshrc              # zsh"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Host host;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description = "bash or zsh; one script serves both.")
  @Nullable String shell;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  CompletionCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    if (shell != null && !shell.equals("bash") && !shell.equals("zsh")) {
      throw new Trouble("shell: is '" + shell + "'; must be bash or zsh; try bash");
    }
    String script = AutoComplete.bash("plimsoll", Commands.everything(host));
    Printout out = new Printout(host);
    out.print(script);
    out.arrived();
    return Status.OK;
  }
}
