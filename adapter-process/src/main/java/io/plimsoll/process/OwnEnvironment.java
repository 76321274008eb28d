package io.plimsoll.process;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The environment that this runtime was started with, as its starter had it.
 *
 * <p>A launcher that had to change a variable for the JVM's own sake (the locale, by which a JVM
 * reads its arguments) says in a system property {@code plimsoll.restore.NAME} what stood there
 * before: commands get that.
 */
final class OwnEnvironment {

  private static final String PREFIX = "plimsoll.restore.";

  private OwnEnvironment() {}

  /**
   * The variables, with those that were changed put back; an empty value means that there was none.
   */
  static Map<String, String> restored(Map<String, String> now, Properties properties) {
    Map<String, String> before = new TreeMap<>(now);
    for (String property : properties.stringPropertyNames()) {
      if (property.startsWith(PREFIX)) {
        String name = property.substring(PREFIX.length());
        String value = properties.getProperty(property);
        if (value.isEmpty()) {
          before.remove(name);
        } else {
          before.put(name, value);
        }
      }
    }
    return before;
  }
}
