package io.plimsoll.pool.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A socket that can be asked whether its peer is still there, without waiting. Everything else is
 * passed on to the socket of a channel, which is where such a look is possible.
 *
 * <p>Reads and writes hold a lock each, so that a look never waits for one: a thread that still
 * reads or writes when the socket has come back makes it unfit. The channel itself is not given
 * out.
 */
final class LentSocket extends Socket {

  private final SocketChannel channel;
  private final Socket socket;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer one = ByteBuffer.allocate(1);
  private volatile boolean spoiled;
  private volatile boolean touched;

  private LentSocket(SocketChannel channel) {
    this.channel = channel;
    this.socket = channel.socket();
  }

  /** Opens one within so many milliseconds. */
  static LentSocket open(SocketAddress address, int millis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      LentSocket made = new LentSocket(channel);
      made.socket.connect(address, millis);
      made.prepare();
      return made;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void prepare() throws SocketException {
    socket.setKeepAlive(true);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(0);
  }

  /**
   * Whether it is open on both sides, unread data is not there, and nobody reads or writes. Once
   * false, it stays so: the look may have taken a byte.
   */
  boolean isQuietAndOpen() {
    if (spoiled || socket.isClosed() || socket.isInputShutdown() || socket.isOutputShutdown()) {
      return false;
    }
    if (!reading.tryLock()) {
      spoiled = true;
      return false;
    }
    try {
      if (!writing.tryLock()) {
        spoiled = true;
        return false;
      }
      try {
        spoiled = !nothingComes();
      } finally {
        writing.unlock();
      }
    } finally {
      reading.unlock();
    }
    return !spoiled;
  }

  private boolean nothingComes() {
    try {
      channel.configureBlocking(false);
      try {
        one.clear();
        return channel.read(one) == 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Brings back the options that a borrower changed. */
  void reset() throws SocketException {
    if (touched) {
      socket.setSoLinger(false, 0);
      prepare();
      touched = false;
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new LockedInput(socket.getInputStream(), reading, this);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new LockedOutput(socket.getOutputStream(), writing, this);
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    socket.connect(endpoint);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    socket.connect(endpoint, timeout);
  }

  @Override
  public void bind(SocketAddress local) throws IOException {
    socket.bind(local);
  }

  @Override
  public InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getPort() {
    return socket.getPort();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return socket.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return socket.getLocalSocketAddress();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    touched = true;
    socket.setTcpNoDelay(on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return socket.getTcpNoDelay();
  }

  @Override
  public void setSoLinger(boolean on, int linger) throws SocketException {
    touched = true;
    socket.setSoLinger(on, linger);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return socket.getSoLinger();
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    socket.sendUrgentData(data);
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    spoiled = true;
    socket.setOOBInline(on);
  }

  @Override
  public boolean getOOBInline() throws SocketException {
    return socket.getOOBInline();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a read that waits must not hold it
  public void setSoTimeout(int timeout) throws SocketException {
    touched = true;
    socket.setSoTimeout(timeout);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public int getSoTimeout() throws SocketException {
    return socket.getSoTimeout();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void setSendBufferSize(int size) throws SocketException {
    socket.setSendBufferSize(size);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public int getSendBufferSize() throws SocketException {
    return socket.getSendBufferSize();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void setReceiveBufferSize(int size) throws SocketException {
    socket.setReceiveBufferSize(size);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public int getReceiveBufferSize() throws SocketException {
    return socket.getReceiveBufferSize();
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    touched = true;
    socket.setKeepAlive(on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return socket.getKeepAlive();
  }

  @Override
  public void setTrafficClass(int tc) throws SocketException {
    spoiled = true;
    socket.setTrafficClass(tc);
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return socket.getTrafficClass();
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    socket.setReuseAddress(on);
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return socket.getReuseAddress();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public void shutdownInput() throws IOException {
    socket.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public boolean isBound() {
    return socket.isBound();
  }

  @Override
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return socket.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket.isOutputShutdown();
  }

  @Override
  public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
    spoiled = true;
    return socket.setOption(name, value);
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return socket.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return socket.supportedOptions();
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
