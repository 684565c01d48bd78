package org.tunza.platform.database;

import java.util.Base64;
import java.util.List;
import org.tunza.platform.Randomness;

/**
 * The four logins of the database, each with rights of its own: the owner migrates the schema, the
 * application reads and adds, the sequencer writes the ledger's order, and disposal destroys. Their
 * roles have fixed names, so that migrations can grant to them.
 */
public record Logins(Login owner, Login app, Login sequencer, Login disposal) {
  public static final String OWNER = "tunza_owner";
  public static final String APP = "tunza_app";
  public static final String SEQUENCER = "tunza_sequencer";
  public static final String DISPOSAL = "tunza_disposal";

  /** The roles in the order of {@link #all}. */
  public static final List<String> ROLES = List.of(OWNER, APP, SEQUENCER, DISPOSAL);

  private static final int PASSWORD_BYTES = 32;

  public List<Login> all() {
    return List.of(owner, app, sequencer, disposal);
  }

  /** Logins named as their roles, each with a new random password. */
  public static Logins generate(Randomness randomness) {
    return new Logins(
        generate(OWNER, randomness),
        generate(APP, randomness),
        generate(SEQUENCER, randomness),
        generate(DISPOSAL, randomness));
  }

  /** A login with a new random password of 256 bits, free of quotes and blanks. */
  public static Login generate(String user, Randomness randomness) {
    byte[] bytes = randomness.bytes(PASSWORD_BYTES);
    return new Login(user, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
