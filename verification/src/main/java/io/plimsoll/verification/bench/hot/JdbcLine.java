package io.plimsoll.verification.bench.hot;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * A line that looks like a connection to a database, for the pool that lends nothing else. What a
 * pool asks of a connection is answered at once; the rest is refused.
 */
final class JdbcLine implements Connection {

  private final Line line;

  JdbcLine(Line line) {
    this.line = line;
  }

  private static SQLException none() {
    return new SQLFeatureNotSupportedException("this connection leads nowhere");
  }

  @Override
  public boolean isValid(int seconds) {
    return line.isOpen();
  }

  @Override
  public boolean isClosed() {
    return !line.isOpen();
  }

  @Override
  public void close() {
    line.close();
  }

  @Override
  public void clearWarnings() {}

  @Override
  public void rollback() {}

  @Override
  public boolean getAutoCommit() {
    return true;
  }

  @Override
  public void setAutoCommit(boolean on) {}

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void setReadOnly(boolean on) {}

  @Override
  public int getTransactionIsolation() {
    return TRANSACTION_READ_COMMITTED;
  }

  @Override
  public void setTransactionIsolation(int level) {}

  @Override
  public String getCatalog() {
    return "";
  }

  @Override
  public String getSchema() {
    return "";
  }

  @Override
  public int getNetworkTimeout() {
    return 0;
  }

  @Override
  public void setNetworkTimeout(Executor executor, int millis) {}

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw none();
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    throw none();
  }

  @Override
  public void abort(Executor a) throws SQLException {
    throw none();
  }

  @Override
  public void commit() throws SQLException {
    throw none();
  }

  @Override
  public Array createArrayOf(String a, Object[] b) throws SQLException {
    throw none();
  }

  @Override
  public Blob createBlob() throws SQLException {
    throw none();
  }

  @Override
  public Clob createClob() throws SQLException {
    throw none();
  }

  @Override
  public NClob createNClob() throws SQLException {
    throw none();
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw none();
  }

  @Override
  public Statement createStatement() throws SQLException {
    throw none();
  }

  @Override
  public Statement createStatement(int a, int b) throws SQLException {
    throw none();
  }

  @Override
  public Statement createStatement(int a, int b, int c) throws SQLException {
    throw none();
  }

  @Override
  public Struct createStruct(String a, Object[] b) throws SQLException {
    throw none();
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    throw none();
  }

  @Override
  public String getClientInfo(String a) throws SQLException {
    throw none();
  }

  @Override
  public int getHoldability() throws SQLException {
    throw none();
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    throw none();
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    throw none();
  }

  @Override
  public String nativeSQL(String a) throws SQLException {
    throw none();
  }

  @Override
  public CallableStatement prepareCall(String a) throws SQLException {
    throw none();
  }

  @Override
  public CallableStatement prepareCall(String a, int b, int c) throws SQLException {
    throw none();
  }

  @Override
  public CallableStatement prepareCall(String a, int b, int c, int d) throws SQLException {
    throw none();
  }

  @Override
  public PreparedStatement prepareStatement(String a) throws SQLException {
    throw none();
  }

  @Override
  public PreparedStatement prepareStatement(String a, String[] b) throws SQLException {
    throw none();
  }

  @Override
  public PreparedStatement prepareStatement(String a, int b) throws SQLException {
    throw none();
  }

  @Override
  public PreparedStatement prepareStatement(String a, int b, int c) throws SQLException {
    throw none();
  }

  @Override
  public PreparedStatement prepareStatement(String a, int b, int c, int d) throws SQLException {
    throw none();
  }

  @Override
  public PreparedStatement prepareStatement(String a, int[] b) throws SQLException {
    throw none();
  }

  @Override
  public void releaseSavepoint(Savepoint a) throws SQLException {
    throw none();
  }

  @Override
  public void rollback(Savepoint a) throws SQLException {
    throw none();
  }

  @Override
  public void setCatalog(String a) throws SQLException {
    throw none();
  }

  @Override
  public void setClientInfo(Properties a) throws SQLClientInfoException {
    throw new SQLClientInfoException();
  }

  @Override
  public void setClientInfo(String a, String b) throws SQLClientInfoException {
    throw new SQLClientInfoException();
  }

  @Override
  public void setHoldability(int a) throws SQLException {
    throw none();
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    throw none();
  }

  @Override
  public Savepoint setSavepoint(String a) throws SQLException {
    throw none();
  }

  @Override
  public void setSchema(String a) throws SQLException {
    throw none();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> a) throws SQLException {
    throw none();
  }
}
