package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.resource.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What everything promises that opens connections. A test class implements this interface, and
 * keeps a server at which the promises are tried; each is one test.
 *
 * @param <C> the type of the connections
 * @since 0.1.0
 */
public interface ConnectionFactoryContract<C> {

  /** What opens connections to a server that serves. */
  ConnectionFactory<C> connections() throws Exception;

  /** What opens connections to a place where nobody listens. */
  ConnectionFactory<C> toNobody() throws Exception;

  /** What opens connections to a place that never answers. */
  ConnectionFactory<C> toSilence() throws Exception;

  /** Has the server close its side of a connection. */
  void hangUp(C connection) throws Exception;

  /** A secret that the address was given with, such as a password; empty where there is none. */
  default String secret() {
    return "";
  }

  /** How long to wait for what must come. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  private C open(ConnectionFactory<C> factory) throws Exception {
    return factory.open(patience());
  }

  private boolean serves(ConnectionFactory<C> factory, C connection) {
    try {
      return factory.validate(connection, patience());
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  default void whatIsOpenedIsOpenAndServes() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    assertTrue(factory.isOpen(connection), "open");
    assertTrue(factory.validate(connection, patience()), "serves");
    assertTrue(factory.isOpen(connection), "open after it was asked");
    factory.close(connection);
  }

  @Test
  default void eachIsItsOwn() throws Exception {
    ConnectionFactory<C> factory = connections();
    C one = open(factory);
    C other = open(factory);
    assertNotSame(one, other);
    factory.close(one);
    assertTrue(factory.isOpen(other) && serves(factory, other), "the other one serves on");
    factory.close(other);
  }

  @Test
  default void whereNobodyListensOpeningFails() throws Exception {
    ConnectionFactory<C> factory = toNobody();
    assertThrows(Exception.class, () -> open(factory));
  }

  @Test
  default void openingGivesUpAtItsDeadline() throws Exception {
    ConnectionFactory<C> factory = toSilence();
    long begun = System.nanoTime();
    assertThrows(Exception.class, () -> factory.open(Duration.ofMillis(200)));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(patience()) < 0, () -> "200 ms were allowed, it took " + took);
  }

  @Test
  default void aServerThatHungUpIsSeenForGood() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    hangUp(connection);
    Await.await(() -> "it is seen closed", patience(), () -> !factory.isOpen(connection));
    for (int i = 0; i < 3; i++) {
      assertFalse(factory.isOpen(connection), "open again");
    }
    factory.close(connection);
  }

  @Test
  default void aServerThatHungUpServesNoMore() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    hangUp(connection);
    Await.await(() -> "it serves no more", patience(), () -> !serves(factory, connection));
    factory.close(connection);
  }

  @Test
  default void toLookAsksNobody() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    long begun = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertTrue(factory.isOpen(connection), "open");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    factory.close(connection);
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "1,000 looks took " + took);
  }

  @Test
  default void whatIsResetServesAsAFreshOne() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    for (int i = 0; i < 3; i++) {
      assertDoesNotThrow(() -> factory.reset(connection), "reset");
      assertTrue(factory.isOpen(connection) && serves(factory, connection), "serves again");
    }
    factory.close(connection);
  }

  @Test
  default void whatIsClosedIsNotOpen() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    factory.close(connection);
    assertFalse(factory.isOpen(connection));
  }

  @Test
  default void closingItAgainIsHarmless() throws Exception {
    ConnectionFactory<C> factory = connections();
    C connection = open(factory);
    factory.close(connection);
    assertDoesNotThrow(() -> factory.close(connection));
  }

  @Test
  default void whatIsClosedHoldsNothing() throws Exception {
    ConnectionFactory<C> factory = connections();
    C first = open(factory);
    hangUp(first);
    factory.close(first);
    int before = Descriptors.open();
    for (int i = 0; i < 20; i++) {
      C connection = open(factory);
      hangUp(connection);
      factory.close(connection);
    }
    Descriptors.await(before, patience());
  }

  @Test
  default void itsTargetIsForPeople() throws Exception {
    for (ConnectionFactory<C> factory : List.of(connections(), toNobody(), toSilence())) {
      String target = factory.target();
      assertFalse(target.isBlank(), "a blank target");
      assertTrue(target.chars().noneMatch(Character::isISOControl), () -> "target: " + target);
      assertTrue(
          secret().isEmpty() || !target.contains(secret()), () -> "it shows a secret: " + target);
    }
  }
}
