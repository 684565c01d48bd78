package org.tunza.platform;

/**
 * Why the program will not start: one line that says what is wrong and what to do, and the exit
 * code that goes with it. Explained in docs/operate/exit-codes.md.
 */
public final class StartRefusal extends RuntimeException {
  /** Every reason not to start, each with an exit code that never changes. */
  public enum Reason {
    WRONG_SETTING(10, "A setting is unknown, missing or has a wrong value."),
    FOLDER_IN_USE(11, "Another program holds the data folder."),
    FOLDER_UNUSABLE(12, "The data folder cannot be read, written or reached."),
    DISK_FULL(13, "The disk of the data folder is full."),
    PORT_TAKEN(14, "Another program listens on the port."),
    OTHER_POSTGRES_MAJOR(15, "The data folder was made by another major version of PostgreSQL."),
    POSTGRES_FAILED(16, "The embedded PostgreSQL could not be unpacked, made or started."),
    DATABASE_UNREACHABLE(17, "The external PostgreSQL does not answer."),
    DATABASE_TOO_OLD(18, "The external PostgreSQL is older than version 15."),
    LOGIN_REFUSED(19, "The database refuses a login, does not exist or belongs to others."),
    SCHEMA_NEWER(
        20, "The schema, or the search rows, were made by a newer version of the program."),
    SCHEMA_FAILED(21, "A migration of the schema failed or was altered."),
    WRONG_JDK(22, "No JDK 25 or no Maven was found by the tunza command."),
    MASTER_KEY_UNUSABLE(23, "The master key is missing, damaged, sealed or another store's."),
    CHECKPOINT_UNREADABLE(24, "A checkpoint to verify by can't be read, or is none."),
    BLOBS_ELSEWHERE(25, "The folder or bucket of blobs is missing, or another database's."),
    BLOBS_UNREACHABLE(26, "The bucket of blobs does not answer, or refuses.");

    private final int exitCode;
    private final String meaning;

    Reason(int exitCode, String meaning) {
      this.exitCode = exitCode;
      this.meaning = meaning;
    }

    public int exitCode() {
      return exitCode;
    }

    public String meaning() {
      return meaning;
    }
  }

  private final Reason reason;

  public StartRefusal(Reason reason, String line) {
    super(line);
    this.reason = reason;
  }

  public StartRefusal(Reason reason, String line, Throwable cause) {
    super(line, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public int exitCode() {
    return reason.exitCode();
  }

  /** What is wrong and what to do about it, on one line. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
