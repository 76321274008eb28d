package io.plimsoll.pool.tcp;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpConnectionsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private ServerSocket server;
  private TcpConnections connections;
  private Socket ours;
  private Socket theirs;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    connections = new TcpConnections(new TcpAddress("127.0.0.1", server.getLocalPort()));
    ours = connections.open(LONG);
    theirs = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    ours.close();
    theirs.close();
    server.close();
  }

  private void roundTrip(int value) throws IOException {
    ours.getOutputStream().write(value);
    assertThat(theirs.getInputStream().read()).isEqualTo(value);
    theirs.getOutputStream().write(value + 1);
    assertThat(ours.getInputStream().read()).isEqualTo(value + 1);
  }

  @Test
  void anOpenOneServesBeforeAndAfterEachLook() throws IOException {
    for (int i = 0; i < 50; i++) {
      assertThat(connections.isOpen(ours)).isTrue();
      roundTrip(i);
    }
    assertThat(connections.target()).isEqualTo("tcp://127.0.0.1:" + server.getLocalPort());
  }

  @Test
  void keepAliveAndNoDelayAreOn() throws IOException {
    assertThat(ours.getKeepAlive()).isTrue();
    assertThat(ours.getTcpNoDelay()).isTrue();
  }

  @Test
  void aPeerThatClosedIsSeen() throws IOException {
    theirs.close();
    await(() -> !connections.isOpen(ours));
  }

  @Test
  void aPeerThatClosedItsHalfIsSeen() throws IOException {
    theirs.shutdownOutput();
    await(() -> !connections.isOpen(ours));
  }

  @Test
  void aResetIsSeen() throws IOException {
    theirs.setSoLinger(true, 0);
    theirs.close();
    await(() -> !connections.isOpen(ours));
    assertThat(connections.isOpen(ours)).isFalse();
  }

  @Test
  void unreadDataMakesItUnfitForGood() throws IOException {
    theirs.getOutputStream().write(1);
    await(() -> !connections.isOpen(ours));
    assertThat(connections.isOpen(ours)).isFalse();
  }

  @Test
  void whatItsBorrowerClosedIsNotOpen() throws IOException {
    ours.shutdownOutput();
    assertThat(connections.isOpen(ours)).isFalse();
    ours.close();
    assertThat(connections.isOpen(ours)).isFalse();
  }

  @Test
  void aThreadThatStillReadsMakesItUnfitAndHoldsUpNobody() throws Exception {
    InputStream in = ours.getInputStream();
    FutureTask<Integer> reader = new FutureTask<>(in::read);
    Thread thread = new Thread(reader);
    thread.start();
    await(() -> thread.getState() == Thread.State.RUNNABLE && isReading(thread));
    assertThat(connections.isOpen(ours)).isFalse();
    theirs.getOutputStream().write(5);
    assertThat(reader.get()).isEqualTo(5);
    assertThat(connections.isOpen(ours)).isFalse();
  }

  private static boolean isReading(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("blockingRead") || frame.getMethodName().equals("read0")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void optionsThatABorrowerChangedAreBroughtBack() throws IOException {
    ours.setSoTimeout(10);
    ours.setTcpNoDelay(false);
    ours.setKeepAlive(false);
    ours.setSoLinger(true, 0);
    connections.reset(ours);
    assertThat(ours.getSoTimeout()).isZero();
    assertThat(ours.getTcpNoDelay()).isTrue();
    assertThat(ours.getKeepAlive()).isTrue();
    assertThat(ours.getSoLinger()).isEqualTo(-1);
    assertThat(connections.isOpen(ours)).isTrue();
  }

  @Test
  void aTimeoutOfABorrowerWorksAfterALook() throws IOException {
    assertThat(connections.isOpen(ours)).isTrue();
    ours.setSoTimeout(20);
    assertThatThrownBy(() -> ours.getInputStream().read())
        .isInstanceOf(java.net.SocketTimeoutException.class);
  }

  @Test
  void aPortWhereNobodyListensIsSaid() throws IOException {
    server.close();
    assertThatThrownBy(() -> connections.open(LONG)).isInstanceOf(IOException.class);
  }

  @Test
  void aLiteralOfTheNewerKindWorks() throws IOException {
    try (ServerSocket six = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
      TcpConnections to = new TcpConnections(new TcpAddress("::1", six.getLocalPort()));
      try (Socket one = to.open(LONG)) {
        assertThat(to.isOpen(one)).isTrue();
        to.close(one);
        assertThat(one.isClosed()).isTrue();
      }
    } catch (java.net.BindException e) {
      org.junit.jupiter.api.Assumptions.abort("no IPv6 here: " + e.getMessage());
    }
  }
}
