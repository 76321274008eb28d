package com.example.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.micrometer.PlimsollMetrics;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Runs some work in a runtime and shows its metrics: on standard output, or with {@code serve} to
 * Prometheus, until standard input ends.
 */
public final class Main {

  private Main() {}

  /** Shows the metrics. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        PlimsollMetrics metrics = new PlimsollMetrics(plimsoll)) {
      metrics.bindTo(registry);
      Work.of(plimsoll);
      if (args.length == 1 && args[0].equals("serve")) {
        serve(registry);
      } else {
        System.out.print(page(registry));
      }
    }
  }

  private static void serve(PrometheusMeterRegistry registry) throws IOException {
    try (Pages pages = new Pages(registry)) {
      System.out.println(pages.address());
      while (System.in.read() >= 0) {
        // until there is no more
      }
    }
  }

  /**
   * What Prometheus would see when it comes the next time: some figures may be a second old, and
   * what was opened since is found as they are read.
   */
  private static String page(PrometheusMeterRegistry registry) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1_100);
    var unused = registry.scrape();
    return registry.scrape();
  }
}
