package io.plimsoll.memory;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How full the heap is at one moment, in bytes.
 *
 * @param live the least of the last sixteen readings after a collection, or of fewer where the
 *     whole heap was collected meanwhile; empty before the first collection
 * @param last the reading after the last collection; it may still count what another one would free
 * @param sure the least reading since the whole heap was collected, that one included: so much was
 *     surely in use then; empty where that never happened
 * @param used what the heap holds with what is not collected yet
 * @param committed what the heap has taken from the system, used or not
 * @param most how large it may become
 * @param proof what a collection of the whole heap has shown that ended since the reading before
 * @param beside whether the whole of it is collected beside the program, which goes on meanwhile
 * @since 0.1.0
 */
public record HeapReading(
    OptionalLong live,
    OptionalLong last,
    OptionalLong sure,
    long used,
    long committed,
    long most,
    Optional<HeapProof> proof,
    boolean beside) {}
