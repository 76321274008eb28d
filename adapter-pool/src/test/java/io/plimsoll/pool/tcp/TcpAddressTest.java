package io.plimsoll.pool.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://localhost:5432, localhost, 5432",
    "TCP://db.example:1, db.example, 1",
    "tcp://127.0.0.1:65535, 127.0.0.1, 65535",
    "tcp://[::1]:6379, ::1, 6379",
    "tcp://my_db:6379, my_db, 6379",
  })
  void isReadFromHostAndPort(String address, String host, int port) {
    assertThat(TcpAddress.of(URI.create(address))).isEqualTo(new TcpAddress(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://localhost, must have a port",
    "tcp://my_db, must have a port",
    "tcp://my_db:x, must have a whole number",
    "tcp://localhost:0, must have a port from 1 to 65535",
    "tcp://localhost:65536, must have a port from 1 to 65535",
    "tcp://my_db:0, must have a port from 1 to 65535",
    "tcp://localhost:5432/, must end after the port",
    "tcp://localhost:5432/db, must end after the port",
    "tcp://localhost:5432?a=b, must end after the port",
    "tcp://localhost:5432#a, must end after the port",
    "tcp:localhost:5432, must name a host after tcp://",
    "tcp://:5432, must name a host",
    "http://localhost:5432, must begin with tcp://",
  })
  void whatDoesNotFitIsRefusedWithValueRuleAndRemedy(String address, String rule) {
    assertThatThrownBy(() -> TcpAddress.of(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + address + "'")
        .hasMessageContaining(rule)
        .hasMessageContaining("try tcp://localhost:5432");
  }

  @ParameterizedTest
  @CsvSource({"tcp://me:secret@localhost:5432", "tcp://me:secret@my_db:5432"})
  void aPasswordIsRefusedAndNotShown(String address) {
    assertThatThrownBy(() -> TcpAddress.of(URI.create(address)))
        .hasMessageContaining("user information")
        .hasMessageNotContaining("secret");
  }

  @Test
  void isShownAsItIsWritten() {
    assertThat(new TcpAddress("::1", 80)).hasToString("tcp://[::1]:80");
    assertThat(new TcpAddress("db", 80)).hasToString("tcp://db:80");
  }
}
