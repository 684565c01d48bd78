package org.tunza.platform.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Many rows into one table by COPY, for those who may. Null is not among the values. See
 * https://www.postgresql.org/docs/18/sql-copy.html.
 */
public final class CopyRows implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Writer writer;

  /** Begins; the rows are there when it was closed. */
  public CopyRows(Connection connection, String copy) throws SQLException {
    Statements.sent();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    writer =
        new BufferedWriter(
            new OutputStreamWriter(new PGCopyOutputStream(postgres, copy, BUFFER_BYTES), UTF_8),
            BUFFER_BYTES);
  }

  /** One row, its values as PostgreSQL reads them. */
  public void row(Object... values) throws SQLException {
    try {
      for (int i = 0; i < values.length; i++) {
        if (i > 0) {
          writer.write('\t');
        }
        escaped(values[i].toString());
      }
      writer.write('\n');
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private void escaped(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> writer.write("\\\\");
        case '\t' -> writer.write("\\t");
        case '\n' -> writer.write("\\n");
        case '\r' -> writer.write("\\r");
        default -> writer.write(c);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      writer.close();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private static SQLException fault(IOException e) {
    return e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
  }
}
