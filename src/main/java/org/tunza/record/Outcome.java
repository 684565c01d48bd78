package org.tunza.record;

import java.util.function.Function;

/** What came of a deed: done, with its value, or refused, with the reason. Never an exception. */
public sealed interface Outcome<T> {

  record Done<T>(T value) implements Outcome<T> {}

  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <T> Outcome<T> refused(RefusalCode code, String place, String text) {
    return new Refused<>(Refusal.of(code, place, text));
  }

  /** The outcome of the next step when this one is done; else the same refusal. */
  default <U> Outcome<U> then(Function<? super T, Outcome<U>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  default <U> Outcome<U> map(Function<? super T, ? extends U> change) {
    return then(value -> done(change.apply(value)));
  }

  /** The value where a refusal would be a defect of the program. */
  default T orThrow() {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Refused<T>(Refusal refusal) ->
          throw new IllegalStateException("refused: " + refusal.code().id());
    };
  }
}
