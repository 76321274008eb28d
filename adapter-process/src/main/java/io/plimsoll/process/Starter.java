package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.Stdin;
import io.plimsoll.process.proc.StartTurn;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes one process of one command. Used once, on one thread. */
final class Starter {

  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));
  private static final ByteBuffer NO_CONTENT = ByteBuffer.allocate(0);

  /** Input, output and error. */
  private static final int MOST_PIPES = 3;

  private static final long SELF = ProcessHandle.current().pid();

  private final Command command;
  private final OwnPipes pipes;
  private final List<Tube> tubes = new ArrayList<>(MOST_PIPES);
  private @Nullable Tube in;
  private @Nullable Tube out;
  private @Nullable Tube err;

  /**
   * @param pipes where pipes come from
   */
  Starter(Command command, OwnPipes pipes) {
    this.command = command;
    this.pipes = pipes;
  }

  /**
   * What was started.
   *
   * @param stdout the output to read, where it comes to us
   * @param stderr likewise
   * @param input the input to write, where it comes from us
   */
  record Started(
      Root root, @Nullable Intake stdout, @Nullable Intake stderr, @Nullable Input input) {}

  /** Starts it. All that was opened is closed again if that fails. */
  @SuppressWarnings("CatchingUnchecked")
  Started start(Entrance.Line line, Outlets outlets) throws StartRefused {
    open(outlets);
    ProcessBuilder builder = new ProcessBuilder(line.words());
    Path folder = command.directory().orElse(null);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Cookie.replace(builder.environment(), line.environment());
    builder.redirectInput(input(in)).redirectOutput(output(command.stdout(), out));
    builder.redirectError(output(command.stderr(), err));
    Process process;
    try {
      emptyShared();
      process = StartTurn.start(builder);
    } catch (IOException e) {
      close();
      throw StartErrors.of(command.arguments().get(0), e);
    } catch (RuntimeException | Error e) {
      close();
      throw StartErrors.halfway(command.arguments().get(0), e);
    }
    return joined(new Root.Child(process), process, outlets);
  }

  /**
   * Has a helper fork it. The pipes must stay open until it is born, then {@link #born} is called,
   * or never was, then {@link #close}: their numbers would soon be those of others.
   *
   * @return false where the helper is gone, and the parent will not be told of anything
   */
  boolean fork(Forker forker, ForkOrder order, Outlets outlets, Forked.Parent parent)
      throws StartRefused {
    open(outlets);
    boolean begun = false;
    try {
      begun = forker.fork(order, ForkOrder.Ends.of(SELF, in, out, err), parent);
    } finally {
      if (!begun) {
        close();
      }
    }
    return begun;
  }

  /** What a helper has forked. */
  Started born(Root root, Outlets outlets) {
    return joined(root, null, outlets);
  }

  private void open(Outlets outlets) throws StartRefused {
    try {
      in = isPiped(command.stdin()) ? take(PipeStock::take) : null;
      out = outlets.stdout() == null ? null : take(PipeStock::takeForOutput);
      err = outlets.stderr() == null ? null : take(PipeStock::takeForOutput);
    } catch (IOException e) {
      close();
      throw StartErrors.ofPipes(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Closes all that was opened. */
  void close() {
    for (Tube tube : tubes) {
      tube.close();
    }
  }

  /** How a pipe is taken out of the stock. */
  private interface Taking {

    Tube from(PipeStock stock) throws IOException;
  }

  private @Nullable Tube take(Taking taking) throws IOException {
    PipeStock stock = pipes.stock();
    if (stock == null) {
      return null;
    }
    Tube tube = taking.from(stock);
    tubes.add(tube);
    return tube;
  }

  /**
   * @param process the platform's, where that was asked for pipes
   */
  private Started joined(Root root, @Nullable Process process, Outlets outlets) {
    ByteBuffer content =
        command.stdin() instanceof Stdin.Bytes bytes
            ? ByteBuffer.wrap(bytes.content())
            : NO_CONTENT;
    Input input = null;
    if (in != null) {
      Quietly.close(in.pipe().source());
      input = new Input(in.pipe().sink(), content);
    } else if (process != null && isPiped(command.stdin())) {
      OutputStream stream = process.getOutputStream();
      input = new Input(Channels.newChannel(stream), content);
    }
    return new Started(
        root,
        intake(outlets.stdout(), out, process == null ? null : process.getInputStream()),
        intake(outlets.stderr(), err, process == null ? null : process.getErrorStream()),
        input);
  }

  private @Nullable Intake intake(
      @Nullable Receiver receiver, @Nullable Tube tube, @Nullable InputStream stream) {
    if (receiver == null) {
      return null;
    }
    if (tube != null) {
      Quietly.close(tube.pipe().sink());
      return Intake.of(receiver, tube, pipes::takeBack);
    }
    return Intake.of(receiver, new Source.Polled(Objects.requireNonNull(stream)));
  }

  private Redirect input(@Nullable Tube tube) {
    if (tube != null) {
      return Redirect.from(tube.readEnd());
    }
    if (command.stdin() instanceof Stdin.FromFile file) {
      return Redirect.from(file.path().toFile());
    }
    if (command.stdin() instanceof Stdin.Inherit) {
      return Redirect.INHERIT;
    }
    return isPiped(command.stdin()) ? Redirect.PIPE : NOTHING;
  }

  private Redirect output(Output output, @Nullable Tube tube) {
    if (tube != null) {
      return Redirect.to(tube.writeEnd());
    }
    if (output instanceof Output.ToFile file) {
      return file.append() || shared()
          ? Redirect.appendTo(file.path().toFile())
          : Redirect.to(file.path().toFile());
    }
    return output == Output.Plain.INHERIT
        ? Redirect.INHERIT
        : output == Output.Plain.DISCARD ? Redirect.DISCARD : Redirect.PIPE;
  }

  /** Whether both outputs go to one file: then each must append, or they overwrite one another. */
  private boolean shared() {
    return command.stdout() instanceof Output.ToFile out
        && command.stderr() instanceof Output.ToFile err
        && out.path().toAbsolutePath().normalize().equals(err.path().toAbsolutePath().normalize());
  }

  private void emptyShared() throws IOException {
    if (shared() && command.stdout() instanceof Output.ToFile out && !out.append()) {
      new FileOutputStream(out.path().toFile()).close();
    }
  }

  /** Whether an input comes from us. */
  static boolean isPiped(Stdin stdin) {
    return stdin instanceof Stdin.Bytes || stdin instanceof Stdin.FromStream;
  }
}
