package org.tunza.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;

/**
 * The database as its four logins see it, each with connections of its own. The pool of the
 * application is opened at once, those of sequencer and disposal when they are first asked for.
 */
public final class Database implements AutoCloseable {
  private static final int PREPARED_STATEMENTS_MAX = 1024;
  private static final Limits SMALL = new Limits(2, Duration.ZERO);

  private final String url;
  private final Logins logins;
  private final Randomness randomness;
  private final HikariDataSource app;
  private final Transactions transactions;
  private @Nullable HikariDataSource sequencer;
  private @Nullable HikariDataSource disposal;

  private Database(String url, Logins logins, Limits limits, Randomness randomness) {
    this.url = url;
    this.logins = logins;
    this.randomness = randomness;
    this.app = pool("app", logins.app(), limits);
    this.transactions = new Transactions(app, randomness);
  }

  /** How many connections a login may have, and how long a statement may take; zero is forever. */
  public record Limits(int connections, Duration statement) {
    /** The limits of the application unless settings say otherwise. */
    public static final Limits USUAL = new Limits(10, Duration.ofSeconds(60));

    public static Limits of(Settings settings) {
      return new Limits(settings.of(Settings.DB_CONNECTIONS), settings.of(Settings.QUERY_TIME_MAX));
    }
  }

  /** Opens the application's pool; connections are made when they are needed. */
  public static Database open(String url, Logins logins, Randomness randomness) {
    return open(url, logins, Limits.USUAL, randomness);
  }

  /** The same with limits of its own. */
  public static Database open(String url, Logins logins, Limits limits, Randomness randomness) {
    return new Database(url, logins, limits, randomness);
  }

  public DataSource app() {
    return app;
  }

  public synchronized DataSource sequencer() {
    if (sequencer == null) {
      sequencer = pool("sequencer", logins.sequencer(), SMALL);
    }
    return sequencer;
  }

  public synchronized DataSource disposal() {
    if (disposal == null) {
      disposal = pool("disposal", logins.disposal(), SMALL);
    }
    return disposal;
  }

  /** Unpooled, for migrations. */
  public DataSource owner() {
    return plain(url, logins.owner());
  }

  public String url() {
    return url;
  }

  /** The application's transactions. */
  public Transactions transactions() {
    return transactions;
  }

  /** Work of the application whose statements each stand for themselves. */
  public <T> T read(Transactions.Work<T> work) {
    return transactions.read(work);
  }

  /** Work of the application that happens together or not at all. */
  public <T> T transact(Transactions.Work<T> work) {
    return transactions.transact(work);
  }

  public Transactions sequencing() {
    return new Transactions(sequencer(), randomness);
  }

  public Transactions disposing() {
    return new Transactions(disposal(), randomness);
  }

  /** A source without a pool. */
  static PGSimpleDataSource plain(String url, Login login) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(login.user());
    source.setPassword(login.password());
    source.setApplicationName("tunza");
    source.setAssumeMinServerVersion("15");
    source.setLogServerErrorDetail(false);
    source.setPrepareThreshold(1);
    source.setPreparedStatementCacheQueries(PREPARED_STATEMENTS_MAX);
    source.setTcpKeepAlive(true);
    return source;
  }

  /**
   * Every statement of a login is planned once and goes by indexes: what it is given is a few keys,
   * of which the planner can't know how few.
   */
  private static final String BY_INDEX =
      "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
          + " -c enable_hashjoin=off -c enable_mergejoin=off";

  private HikariDataSource pool(String name, Login login, Limits limits) {
    PGSimpleDataSource source = plain(url, login);
    source.setOptions(BY_INDEX + " -c statement_timeout=" + limits.statement().toMillis());
    HikariConfig config = new HikariConfig();
    config.setPoolName("tunza-" + name);
    config.setDataSource(source);
    config.setMaximumPoolSize(limits.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(true);
    return new HikariDataSource(config);
  }

  @Override
  public synchronized void close() {
    app.close();
    if (sequencer != null) {
      sequencer.close();
    }
    if (disposal != null) {
      disposal.close();
    }
  }
}
