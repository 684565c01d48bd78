package org.tunza.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunza.platform.Randomness;
import org.tunza.store.merkle.Sha256;

/** What every store of blobs keeps to. */
public abstract class BlobStoreContract {

  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");
  private static final Instant EARLIER = Instant.parse("2000-01-01T00:00:00Z");
  private static final String MARK = "0123456789abcdef";

  private BlobStore store;

  /** A store without anything in it. */
  protected abstract BlobStore fresh() throws IOException;

  /** Takes the mark of that store away. */
  protected abstract void loseMark() throws IOException;

  @BeforeEach
  void a_store_is_marked() throws IOException {
    store = fresh();
    store.mark(MARK);
  }

  private static String name(byte[] sealed) {
    return HexFormat.of().formatHex(Sha256.of(sealed));
  }

  private String put(byte... sealed) throws IOException {
    store.put(name(sealed), sealed);
    return name(sealed);
  }

  private List<String> before(Instant moment) throws IOException {
    List<String> names = new ArrayList<>();
    store.each(moment, names::add);
    return names;
  }

  @Test
  void what_is_put_is_found_under_its_name_and_nothing_under_another() throws IOException {
    byte[] large = Randomness.seeded(1).bytes(10 << 20);
    String name = put(large);
    assertThat(store.find(name)).hasValue(large);
    assertThat(store.find(name(new byte[] {1}))).isEmpty();
  }

  @Test
  void the_same_put_twice_does_no_harm() throws IOException {
    assertThat(put((byte) 1)).isEqualTo(put((byte) 1));
    assertThat(store.find(put((byte) 1))).hasValue(new byte[] {1});
    assertThat(before(LATER)).hasSize(1);
  }

  @Test
  void what_is_removed_is_gone_and_may_be_removed_again() throws IOException {
    String name = put((byte) 1);
    String beside = put((byte) 2);
    store.remove(name);
    store.remove(name);
    assertThat(store.find(name)).isEmpty();
    assertThat(before(LATER)).containsExactly(beside);
  }

  @Test
  void each_shows_the_names_that_were_put_before_a_moment_and_not_the_mark() throws IOException {
    assertThat(before(LATER)).isEmpty();
    List<String> names = List.of(put((byte) 1), put((byte) 2), put((byte) 3));
    assertThat(before(LATER)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(before(EARLIER)).isEmpty();
  }

  @Test
  void what_each_shows_may_be_removed_meanwhile() throws IOException {
    put((byte) 1);
    put((byte) 2);
    store.each(LATER, store::remove);
    store.removeBroken(LATER);
    assertThat(before(LATER)).isEmpty();
  }

  @Test
  void a_store_is_empty_while_there_are_no_blobs_and_has_the_id_that_it_was_marked_with()
      throws IOException {
    assertThat(store.isEmpty()).isTrue();
    assertThat(store.id()).hasValue(MARK);
    put((byte) 1);
    assertThat(store.isEmpty()).isFalse();
    loseMark();
    assertThat(store.id()).isEmpty();
  }

  @Test
  void a_store_whose_mark_is_gone_is_neither_written_nor_believed() throws IOException {
    loseMark();
    assertThatThrownBy(() -> put((byte) 1)).isInstanceOf(IOException.class);
    assertThat(before(LATER)).isEmpty();
    assertThatThrownBy(() -> store.find(name(new byte[] {1}))).isInstanceOf(IOException.class);
  }
}
