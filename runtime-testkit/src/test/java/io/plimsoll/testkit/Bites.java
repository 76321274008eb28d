package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tries all promises of a contract on something, and says which of them it breaks. */
final class Bites {

  private final Class<?> contract;
  // At most one name for each promise.
  private final Set<String> broken = new TreeSet<>();

  Bites(Class<?> contract) {
    this.contract = contract;
  }

  private List<Method> promises() {
    return Arrays.stream(contract.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .toList();
  }

  /** What is sound keeps all promises. */
  void holdsAll(Object sound) throws Exception {
    assertThat(redOn(sound)).as("broken by what is sound").isEmpty();
  }

  /** What has one defect breaks one promise, and no other. */
  void breaksOnly(String promise, Object careless) throws Exception {
    assertThat(redOn(careless)).containsExactly(promise);
    broken.add(promise);
  }

  /** No promise is left that nothing has broken. */
  void allWereBroken() {
    assertThat(broken)
        .containsExactlyElementsOf(promises().stream().map(Method::getName).sorted().toList());
  }

  private Set<String> redOn(Object subject) throws Exception {
    Set<String> red = new TreeSet<>();
    for (Method promise : promises()) {
      try {
        promise.invoke(subject);
      } catch (InvocationTargetException e) {
        assertThat(e.getCause()).as(promise.getName()).isInstanceOf(AssertionError.class);
        red.add(promise.getName());
      }
    }
    return red;
  }
}
