package org.tunza.platform.database;

/** A user of the database and its password, which is never shown. */
public record Login(String user, String password) {
  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
