package io.plimsoll.testkit;

import io.plimsoll.command.Command;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessObserver;
import java.util.List;

/** A launcher that passes everything on, for defects to be planted in. */
class BrokenLauncher implements ProcessLauncher {

  final ProcessLauncher sound;

  BrokenLauncher(ProcessLauncher sound) {
    this.sound = sound;
  }

  ProcessObserver observer(ProcessObserver told) {
    return told;
  }

  LiveProcess process(LiveProcess asked) {
    return asked;
  }

  @Override
  public LiveProcess launch(String lease, Command command, ProcessObserver observer) {
    return process(sound.launch(lease, command, observer(observer)));
  }

  @Override
  public List<Fact> facts() {
    return sound.facts();
  }

  @Override
  public void close() {
    sound.close();
  }

  /** Tells everything on. */
  static class Telling implements ProcessObserver {

    final ProcessObserver told;

    Telling(ProcessObserver told) {
      this.told = told;
    }

    @Override
    public void started(long atNanos, String where) {
      told.started(atNanos, where);
    }

    @Override
    public void startFailed(StartFailure failure) {
      told.startFailed(failure);
    }

    @Override
    public void exited(int status) {
      told.exited(status);
    }

    @Override
    public void inputEnded() {
      told.inputEnded();
    }

    @Override
    public void surveyed(Survey survey) {
      told.surveyed(survey);
    }

    @Override
    public void settled(Settled settled) {
      told.settled(settled);
    }
  }

  /** Asks everything on. */
  static class Asking implements LiveProcess {

    final LiveProcess asked;

    Asking(LiveProcess asked) {
      this.asked = asked;
    }

    @Override
    public void closeInput() {
      asked.closeInput();
    }

    @Override
    public void signal(StopSignal signal) {
      asked.signal(signal);
    }

    @Override
    public void survey(int looks) {
      asked.survey(looks);
    }

    @Override
    public void settle(long quietNanos, long capNanos) {
      asked.settle(quietNanos, capNanos);
    }

    @Override
    public void release() {
      asked.release();
    }
  }
}
