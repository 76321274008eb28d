package io.plimsoll.core.supervise;

import io.plimsoll.command.StartFailure;
import io.plimsoll.core.loop.EventLoop;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.port.ProcessObserver;

/** Puts what a launcher tells of one attempt into the loop's queue. */
record JobObserver(EventLoop<Happening> loop, Job job, int attempt) implements ProcessObserver {

  @Override
  public void started(long atNanos, String where) {
    post(new SubprocessEvent.Started(atNanos, where));
  }

  @Override
  public void startFailed(StartFailure failure) {
    post(new SubprocessEvent.StartFailed(failure));
  }

  @Override
  public void exited(int status) {
    post(new SubprocessEvent.Exited(status));
  }

  @Override
  public void inputEnded() {
    post(new SubprocessEvent.InputEnded());
  }

  @Override
  public void surveyed(Survey survey) {
    post(new SubprocessEvent.Surveyed(survey));
  }

  @Override
  public void settled(Settled settled) {
    loop.post(new Happening.OutputsRead(job, attempt, settled));
  }

  private void post(SubprocessEvent event) {
    loop.post(new Happening.About(job, attempt, event));
  }
}
