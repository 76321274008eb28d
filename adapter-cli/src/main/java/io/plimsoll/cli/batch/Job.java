package io.plimsoll.cli.batch;

import io.plimsoll.command.Command;

/**
 * One job of a batch.
 *
 * @param id its id, unique in the batch
 * @param command what is to be run
 * @param bytes the length of the line that said so
 */
record Job(String id, Command command, int bytes) {}
