package org.tunza.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tunza.testing.Await;

final class RecurringTest {

  private final AtomicInteger turns = new AtomicInteger();

  @Test
  void a_turn_that_ends_in_a_defect_is_followed_by_the_next() {
    Runnable deed =
        () -> {
          turns.incrementAndGet();
          throw new IllegalStateException("a defect");
        };
    try (Recurring _ = Recurring.start("recurring-test", Duration.ofMillis(1), deed)) {
      Await.until("it was done again", () -> turns.get() > 2);
    }
  }

  @Test
  void once_it_is_closed_nothing_is_done_any_more() {
    Recurring recurring =
        Recurring.start("recurring-test", Duration.ofMillis(1), turns::incrementAndGet);
    Await.until("it was done", () -> turns.get() > 0);
    recurring.close();
    int last = turns.get();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("recurring-test"));
    assertThat(turns.get()).isEqualTo(last);
  }

  @Test
  void the_first_turn_comes_after_a_while() {
    Recurring.start("recurring-test", Duration.ofDays(1), turns::incrementAndGet).close();
    assertThat(turns.get()).isZero();
  }
}
