package org.tunza.fhir.search;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tunza.platform.Randomness;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.search.Search.Place;

/**
 * Places in a search as opaque texts in links. A place has sort keys, names among them, so it is
 * sealed, together with the search that it belongs to: AES-256-GCM with a random nonce.
 * https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
public final class PlaceSeal {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int NOTHING = 0;
  private static final int WHOLE = 1;
  private static final int FRACTION = 2;
  private static final int TEXT = 3;

  private final SecretKeySpec key;
  private final Randomness randomness;

  /** Takes a key of 32 bytes that all programs on one database share. */
  public PlaceSeal(byte[] key, Randomness randomness) {
    this.key = new SecretKeySpec(key, "AES");
    this.randomness = randomness;
  }

  /** The text of a place in this search. */
  String seal(String search, Place place) {
    byte[] nonce = randomness.bytes(NONCE_BYTES);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, search).doFinal(written(place));
      byte[] token = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, token, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, token, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The place of a text, when it was sealed here for the same search. */
  Outcome<Place> open(String search, String text) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(text);
      if (token.length > NONCE_BYTES) {
        byte[] nonce = java.util.Arrays.copyOf(token, NONCE_BYTES);
        byte[] plain =
            cipher(Cipher.DECRYPT_MODE, nonce, search)
                .doFinal(token, NONCE_BYTES, token.length - NONCE_BYTES);
        return Outcome.done(read(plain));
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return foreign();
    }
    return foreign();
  }

  private static <T> Outcome<T> foreign() {
    return Outcome.refused(
        RefusalCode.INVALID_PARAMETER, "_after", "not from a link of this server");
  }

  private Cipher cipher(int mode, byte[] nonce, String search) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(search.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] written(Place place) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(place.entry());
      out.writeByte(place.keys().size());
      for (Optional<Object> value : place.keys()) {
        switch (value.orElse(null)) {
          case null -> out.writeByte(NOTHING);
          case Long whole -> {
            out.writeByte(WHOLE);
            out.writeLong(whole);
          }
          case Double fraction -> {
            out.writeByte(FRACTION);
            out.writeDouble(fraction);
          }
          case String text -> {
            out.writeByte(TEXT);
            out.writeUTF(text);
          }
          default -> throw new IllegalStateException("not a sort key");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static Place read(byte[] plain) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      long entry = in.readLong();
      int size = in.readByte();
      List<Optional<Object>> keys = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        keys.add(
            switch (in.readByte()) {
              case NOTHING -> Optional.empty();
              case WHOLE -> Optional.of(in.readLong());
              case FRACTION -> Optional.of(in.readDouble());
              case TEXT -> Optional.of(in.readUTF());
              default -> throw new IllegalStateException("not a sort key");
            });
      }
      return new Place(keys, entry);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
