package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.Stdin;
import io.plimsoll.process.proc.StartTurn;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one process of one command. Used once, on one thread. */
final class Starter {

  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));
  private static final ByteBuffer NO_CONTENT = ByteBuffer.allocate(0);

  private final Command command;
  private final OwnPipes pipes;
  private final List<Tube> tubes = new ArrayList<>(3);
  private final ProcessBuilder builder;

  /**
   * @param pipes where pipes come from
   * @param line what is started for it
   */
  Starter(Command command, Entrance.Line line, OwnPipes pipes) {
    this.command = command;
    this.pipes = pipes;
    this.builder = new ProcessBuilder(line.words());
    command.directory().ifPresent(folder -> builder.directory(folder.toFile()));
    Cookie.replace(builder.environment(), line.environment());
  }

  /**
   * What was started.
   *
   * @param stdout the output to read, where it comes to us
   * @param stderr likewise
   * @param input the input to write, where it comes from us
   */
  record Started(
      Process process, @Nullable Intake stdout, @Nullable Intake stderr, @Nullable Input input) {}

  /** Starts it. All that was opened is closed again if that fails. */
  @SuppressWarnings("CatchingUnchecked")
  Started start(@Nullable Receiver stdout, @Nullable Receiver stderr) throws StartRefused {
    Tube in;
    Tube out;
    Tube err;
    try {
      in = piped(command.stdin()) ? take() : null;
      out = stdout == null ? null : take();
      err = stderr == null ? null : take();
    } catch (IOException e) {
      tubes.forEach(Tube::close);
      throw StartErrors.ofPipes(e);
    } catch (RuntimeException | Error e) {
      tubes.forEach(Tube::close);
      throw e;
    }
    builder.redirectInput(input(in)).redirectOutput(output(command.stdout(), out));
    builder.redirectError(output(command.stderr(), err));
    Process process;
    try {
      emptyShared();
      process = StartTurn.start(builder);
    } catch (IOException e) {
      tubes.forEach(Tube::close);
      throw StartErrors.of(command.arguments().get(0), e);
    } catch (RuntimeException | Error e) {
      tubes.forEach(Tube::close);
      throw StartErrors.halfway(command.arguments().get(0), e);
    }
    return joined(
        process, in, intake(process, stdout, out, false), intake(process, stderr, err, true));
  }

  private @Nullable Tube take() throws IOException {
    PipeStock stock = pipes.stock();
    if (stock == null) {
      return null;
    }
    Tube tube = stock.take();
    tubes.add(tube);
    return tube;
  }

  private Started joined(
      Process process, @Nullable Tube in, @Nullable Intake stdout, @Nullable Intake stderr) {
    ByteBuffer content =
        command.stdin() instanceof Stdin.Bytes bytes
            ? ByteBuffer.wrap(bytes.content())
            : NO_CONTENT;
    Input input = null;
    if (in != null) {
      Quietly.close(in.pipe().source());
      input = new Input(in.pipe().sink(), content);
    } else if (piped(command.stdin())) {
      OutputStream stream = process.getOutputStream();
      input = new Input(Channels.newChannel(stream), content);
    }
    return new Started(process, stdout, stderr, input);
  }

  private static @Nullable Intake intake(
      Process process, @Nullable Receiver receiver, @Nullable Tube tube, boolean error) {
    if (receiver == null) {
      return null;
    }
    if (tube == null) {
      return Intake.of(
          receiver, new Source.Polled(error ? process.getErrorStream() : process.getInputStream()));
    }
    Quietly.close(tube.pipe().sink());
    return Intake.of(receiver, tube);
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
    return piped(command.stdin()) ? Redirect.PIPE : NOTHING;
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

  private static boolean piped(Stdin stdin) {
    return stdin instanceof Stdin.Bytes || stdin instanceof Stdin.FromStream;
  }
}
