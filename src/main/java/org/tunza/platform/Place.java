package org.tunza.platform;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where much data lies: in a folder, or in a bucket of a store that speaks S3. */
public sealed interface Place {

  /** A folder of a file system. */
  record Folder(Path path) implements Place {}

  /**
   * A bucket, or what lies in it below a prefix.
   *
   * @param prefix ends with a slash, or is empty
   */
  record Bucket(String name, String prefix) implements Place {
    private static final Pattern ADDRESS =
        Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9_-]{1,60}){0,8})/?");

    @Override
    public String toString() {
      return "s3://" + name + "/" + prefix;
    }
  }

  /** How an address of a bucket begins. */
  String BUCKET = "s3://";

  /** Reads the address of a bucket; throws IllegalArgumentException when it is none. */
  static Place bucket(String text) {
    Matcher address = Bucket.ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException();
    }
    String path = address.group(2);
    return new Bucket(address.group(1), path.isEmpty() ? "" : path.substring(1) + "/");
  }
}
