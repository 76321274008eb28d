package io.plimsoll.core.record;

/**
 * The own {@link Schema} as it stands in each part that is written: a constant, since to look at
 * all types would cost a short session more than to record it. A test compares it with the types.
 */
final class SchemaText {

  static final String TEXT =
      """
      record SubprocessPolicy timeoutNanos:long graceNanos:long memoryLimit:long \
      firstSignal:StopSignal endSurvivors:boolean endsWithInput:boolean
      enum StopSignal HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM \
      TERM STKFLT CONT XCPU XFSZ VTALRM PROF IO PWR SYS
      sealed SubprocessState SubprocessState.Ended SubprocessState.Killing \
      SubprocessState.Queued SubprocessState.Running SubprocessState.Settling \
      SubprocessState.Starting SubprocessState.Stopping
      record SubprocessState.Ended verdict:Verdict
      record Verdict kind:OutcomeKind reason:String exitCode:OptionalInt \
      signal:Optional<StopSignal> failure:Optional<StartFailure> vitals:Vitals \
      started:boolean survivors:int
      enum OutcomeKind SUCCEEDED FAILED SIGNALLED TIMED_OUT OVER_MEMORY CANCELLED SHED \
      NOT_STARTED
      record StartFailure kind:StartFailure.Kind words:String
      enum StartFailure.Kind NOT_FOUND NOT_EXECUTABLE EXHAUSTED UNFIT LAUNCHER
      record Vitals startedAt:long peakBytes:long processes:int members:int \
      residentBytes:long words:String
      record SubprocessState.Killing stop:Stop vitals:Vitals exit:OptionalInt self:boolean \
      empty:boolean stuck:boolean patience:Patience nextLook:long pause:long
      record Stop cause:StopCause words:String
      enum StopCause EXITED TIMED_OUT OVER_MEMORY SHED CANCELLED INPUT_ENDED
      record Patience giveUpAt:long deadEnd:long longest:long
      record SubprocessState.Queued since:long
      record SubprocessState.Running vitals:Vitals deadline:long leaving:boolean \
      nextReading:long
      record SubprocessState.Settling verdict:Verdict due:long killed:boolean
      record SubprocessState.Starting since:long due:long stop:Optional<Stop> \
      atOnce:boolean latest:long
      record SubprocessState.Stopping stop:Stop vitals:Vitals exit:OptionalInt \
      empty:boolean asked:boolean killAt:long latest:long nextLook:long pause:long
      sealed SubprocessEvent SubprocessEvent.Admitted SubprocessEvent.Cancelled \
      SubprocessEvent.Exited SubprocessEvent.InputEnded SubprocessEvent.Settled \
      SubprocessEvent.StartFailed SubprocessEvent.Started SubprocessEvent.Surveyed \
      SubprocessEvent.Tick
      record SubprocessEvent.Admitted
      record SubprocessEvent.Cancelled words:String atOnce:boolean shed:boolean
      record SubprocessEvent.Exited status:int
      record SubprocessEvent.InputEnded
      record SubprocessEvent.Settled holders:int
      record SubprocessEvent.StartFailed failure:StartFailure
      record SubprocessEvent.Started atNanos:long where:String
      record SubprocessEvent.Surveyed survey:ProcessObserver.Survey
      record ProcessObserver.Survey members:int deaf:int emptyLooks:int \
      residentBytes:long everSeen:int words:String
      record SubprocessEvent.Tick
      sealed SubprocessEffect SubprocessEffect.CloseInput SubprocessEffect.Conclude \
      SubprocessEffect.Launch SubprocessEffect.Release SubprocessEffect.Settle \
      SubprocessEffect.Signal SubprocessEffect.Survey
      record SubprocessEffect.CloseInput
      record SubprocessEffect.Conclude verdict:Verdict
      record SubprocessEffect.Launch
      record SubprocessEffect.Release
      record SubprocessEffect.Settle quietNanos:long capNanos:long
      record SubprocessEffect.Signal signal:StopSignal words:String
      record SubprocessEffect.Survey looks:int
      record MemoryPolicy shed:Line refuse:Line kill:Line exit:Line readings:int \
      dwellNanos:long confirmNanos:long killFloor:double acts:boolean
      record Line enter:double leave:double
      record MemoryState heap:Track trees:Track victim:Optional<MemoryState.Victim> \
      asking:MemoryState.Asking shedding:MemoryState.Shedding gate:MemoryState.Gate \
      left:boolean
      record Track measure:Measure stage:Stage calmSince:long recent:List<Sight> \
      pace:double
      enum Measure HEAP TREES
      enum Stage NORMAL SHED REFUSE KILL EXIT
      record Sight sure:long most:long used:long limit:long at:long
      record MemoryState.Victim lease:String gone:boolean fresh:int
      record MemoryState.Asking at:long open:boolean refused:boolean worst:long \
      proven:long provenAt:long based:HeapProof grown:long vain:int pace:double
      record HeapProof bytes:long at:long
      record MemoryState.Shedding fraction:double since:long
      record MemoryState.Gate admission:MemoryState.Admission since:long
      enum MemoryState.Admission ALL TRIAL NONE
      sealed MemoryEvent MemoryEvent.ConfirmFailed MemoryEvent.Confirmed \
      MemoryEvent.Reading MemoryEvent.TreeGone
      record MemoryEvent.ConfirmFailed
      record MemoryEvent.Confirmed proof:HeapProof
      record MemoryEvent.Reading own:MemoryReading trees:List<TreeReading> \
      of:MemoryEvent.Subject
      record MemoryReading heap:HeapReading resident:long outside:long limit:long \
      stalled:double
      record HeapReading live:OptionalLong last:OptionalLong sure:OptionalLong used:long \
      committed:long most:long proof:Optional<HeapProof> beside:boolean
      record TreeReading lease:String residentBytes:long ageNanos:long retriesLeft:int \
      ending:boolean
      enum MemoryEvent.Subject HEAP TREES BOTH
      record MemoryEvent.TreeGone lease:String
      sealed MemoryEffect MemoryEffect.AdmitAll MemoryEffect.AdmitTrial \
      MemoryEffect.AskConfirmation MemoryEffect.EnterStage MemoryEffect.Exit \
      MemoryEffect.KillTree MemoryEffect.NextReadingIn MemoryEffect.RefuseAdmission \
      MemoryEffect.Restore MemoryEffect.Shed
      record MemoryEffect.AdmitAll
      record MemoryEffect.AdmitTrial
      record MemoryEffect.AskConfirmation words:String
      record MemoryEffect.EnterStage stage:Stage measure:Measure words:String
      record MemoryEffect.Exit words:String atOnce:boolean
      record MemoryEffect.KillTree lease:String words:String atOnce:boolean
      record MemoryEffect.NextReadingIn pause:Duration
      record MemoryEffect.RefuseAdmission words:String
      record MemoryEffect.Restore
      record MemoryEffect.Shed fraction:double
      """;

  private SchemaText() {}
}
