package io.plimsoll.verification.pool;

import java.net.Socket;

/**
 * A connection as the server knows it too.
 *
 * @param socket this side of it
 * @param id the number that the server gave it
 */
record Guest(Socket socket, long id) {}
