package io.plimsoll.verification.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * A connection as the server knows it too.
 *
 * @param socket this side of it
 * @param id the number that the server gave it
 */
public record Guest(Socket socket, long id) {

  /** One question and its answer. */
  public long ask(long number) throws IOException {
    new DataOutputStream(socket.getOutputStream()).writeLong(number);
    return new DataInputStream(socket.getInputStream()).readLong();
  }
}
