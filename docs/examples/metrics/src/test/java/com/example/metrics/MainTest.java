package com.example.metrics;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import io.plimsoll.micrometer.PlimsollMetrics;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example does what its page says. */
@Timeout(60)
class MainTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void thePageThatPrometheusGetsShowsTheWork() throws Exception {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
        PlimsollMetrics metrics = new PlimsollMetrics(plimsoll);
        Pages pages = new Pages(registry)) {
      Work.of(plimsoll);
      metrics.bindTo(registry);
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(pages.address()).build(), BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(pages.address().getHost()).isEqualTo("127.0.0.1");
      assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(page.body().lines())
          .contains(
              "plimsoll_commands_ended_total{outcome=\"succeeded\"} 1.0",
              "plimsoll_commands_ended_total{outcome=\"failed\"} 1.0",
              "plimsoll_commands_ended_total{outcome=\"timed-out\"} 1.0",
              "plimsoll_commands_ended_total{outcome=\"not-started\"} 1.0",
              "plimsoll_attempts_retries_total 1.0",
              "plimsoll_cache_entries_max{cache=\"names\"} 100.0",
              "plimsoll_pool_borrows_total{pool=\"echo\"} 2.0");
    }
  }

  @Test
  void itEndsByItself() throws Exception {
    Main.main(new String[0]);
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("plimsoll-")));
  }
}
