package org.tunza.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.tunza.Ground;
import org.tunza.TunzaServer;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.Statements;
import org.tunza.platform.postgres.Progress;

/**
 * The server that is measured, and beside it in the same process the floor: a Tomcat whose handler
 * does nothing, or selects the same row by the same key over the same pool, and no more.
 */
public final class BenchServer {

  private static final String ROW =
      """
      select e.chart, e.entry, e.version, e.updated, e.state, e.wrapped, v.dictionary, v.sealed
      from entry_id i
      join entry e on e.chart = i.chart and e.entry = i.entry
      cross join lateral (
        select v.dictionary, v.sealed
        from entry_version v
        where v.chart = e.chart and v.entry = e.entry and v.version = e.version
        offset 0) v
      where i.type = ? and i.id = ?
      """;

  private BenchServer() {}

  /** Takes the data folder and the file into which the ports go. */
  public static void main(String[] arguments) throws Exception {
    Settings settings =
        SettingsReader.read(
                List.of("--data", arguments[0], "--port", "0", "--limits-in-flight", "900MB"))
            .settings();
    Ground ground = Ground.open(settings, Progress.silent());
    TunzaServer server = TunzaServer.start(settings, ground, Progress.silent());
    Tomcat floor = floor(ground.database(), Path.of(arguments[0]).resolveSibling("floor"));
    Path ready = Path.of(arguments[1]);
    Path draft = ready.resolveSibling("draft");
    Files.writeString(
        draft,
        "%d %d %s %s"
            .formatted(
                server.address().getPort(),
                floor.getConnector().getLocalPort(),
                ground.database().url(),
                arguments[0]));
    Files.move(draft, ready);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    Thread.currentThread().join();
  }

  private static Tomcat floor(Database database, Path folder) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toAbsolutePath().toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "hello", new Hello());
    Tomcat.addServlet(context, "row", new Row(database));
    Tomcat.addServlet(context, "figures", new Figures());
    context.addServletMapping("/hello", "hello");
    context.addServletMapping("/row/*", "row");
    context.addServletMapping("/figures", "figures");
    tomcat.start();
    return tomcat;
  }

  /** Answers, and that is all. */
  private static final class Hello extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentLength(2);
      response.getOutputStream().write(new byte[] {'o', 'k'});
    }
  }

  /** Selects the row that a read selects, and sends its bytes. */
  private static final class Row extends HttpServlet {
    private final transient Database database;

    Row(Database database) {
      this.database = database;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String[] path = Objects.requireNonNull(request.getPathInfo()).split("/", -1);
      try (Connection connection = database.app().getConnection();
          PreparedStatement statement = connection.prepareStatement(ROW)) {
        statement.setShort(1, Short.parseShort(path[1]));
        statement.setString(2, path[2]);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          byte[] bytes = row.getBytes(8);
          response.setContentLength(bytes.length);
          response.getOutputStream().write(bytes);
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }

  /** What has been allocated and sent so far. */
  private static final class Figures extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      String figures = threads.getTotalThreadAllocatedBytes() + " " + Statements.total();
      response.getOutputStream().write(figures.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
