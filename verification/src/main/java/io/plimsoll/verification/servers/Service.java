package io.plimsoll.verification.servers;

import com.example.servers.RealServer;
import io.plimsoll.resource.ConnectionFactory;
import java.io.IOException;

/**
 * A kind of server with its connections, and what only the server itself knows of them. The
 * borrowers' threads open, name and ask; all else is for the one thread that makes the mischief.
 *
 * @param <C> the type of the connections
 */
interface Service<C> extends AutoCloseable {

  /** Who a connection is, in the words of the server. */
  record Identity(String run, long id) {}

  /** What it is called. */
  String name();

  /** The server itself. */
  RealServer server();

  /** Opens connections, as users do. */
  ConnectionFactory<C> connections();

  /** Asks the server which of its runs this connection belongs to, and by which number. */
  Identity identity(C connection) throws Exception;

  /** A real query with a real answer, which is the number. */
  long ask(C connection, long number) throws Exception;

  /** Whether a failure of {@link #ask} is the library's own, as its users know it. */
  boolean isItsOwn(Exception failure);

  /** Connects anew to a server that has just been started, and asks for the run. */
  String connect() throws Exception;

  /**
   * Ends a connection of the present run.
   *
   * @return whether it was ended by this, and is closed by now
   */
  boolean terminate(long id) throws Exception;

  @Override
  void close() throws IOException;
}
