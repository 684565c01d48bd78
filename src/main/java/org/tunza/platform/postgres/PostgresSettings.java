package org.tunza.platform.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of the embedded PostgreSQL: durable, small, closed to other machines, and silent
 * about what statements carry, since that is patient data. Names and meanings:
 * https://www.postgresql.org/docs/18/runtime-config.html.
 */
public record PostgresSettings(Map<String, String> values) {
  public PostgresSettings {
    values = Map.copyOf(values);
  }

  /** What production runs with. */
  public static PostgresSettings durable(int sharedBuffersMegabytes) {
    Map<String, String> values = new LinkedHashMap<>();
    durability(values);
    size(values, sharedBuffersMegabytes);
    reach(values);
    log(values);
    return new PostgresSettings(values);
  }

  /** The same with one value changed. */
  public PostgresSettings with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new PostgresSettings(changed);
  }

  private static void durability(Map<String, String> values) {
    values.put("fsync", "on");
    values.put("synchronous_commit", "on");
    values.put("full_page_writes", "on");
    values.put("wal_level", "replica");
    values.put("wal_compression", "pglz");
    values.put("restart_after_crash", "on");
  }

  private static void size(Map<String, String> values, int sharedBuffersMegabytes) {
    values.put("shared_buffers", sharedBuffersMegabytes + "MB");
    values.put("effective_cache_size", 4 * sharedBuffersMegabytes + "MB");
    values.put("work_mem", "8MB");
    values.put("maintenance_work_mem", "64MB");
    values.put("max_connections", "60");
    values.put("max_locks_per_transaction", "256");
    values.put("max_wal_size", "2GB");
    values.put("min_wal_size", "128MB");
    values.put("checkpoint_timeout", "15min");
    values.put("random_page_cost", "1.1");
    values.put("max_parallel_workers_per_gather", "0");
    values.put("jit", "off");
    values.put("autovacuum", "on");
    values.put("max_wal_senders", "0");
    values.put("max_replication_slots", "0");
  }

  private static void reach(Map<String, String> values) {
    values.put("listen_addresses", "");
    values.put("unix_socket_directories", "../socket");
    values.put("password_encryption", "scram-sha-256");
    values.put("ssl", "off");
    values.put("timezone", "UTC");
  }

  private static void log(Map<String, String> values) {
    values.put("logging_collector", "on");
    values.put("log_directory", "../log");
    values.put("log_filename", "postgres-%a.log");
    values.put("log_truncate_on_rotation", "on");
    values.put("log_rotation_age", "1d");
    values.put("log_rotation_size", "0");
    values.put("log_timezone", "UTC");
    // Errors reach the program anyway; in the log their text could carry values.
    values.put("log_min_messages", "log");
    values.put("log_statement", "none");
    values.put("log_min_duration_statement", "-1");
    values.put("log_min_error_statement", "panic");
    values.put("log_error_verbosity", "terse");
    values.put("log_parameter_max_length", "0");
    values.put("log_parameter_max_length_on_error", "0");
    values.put("log_autovacuum_min_duration", "-1");
    values.put("log_checkpoints", "off");
  }

  /** The file that PostgreSQL reads. */
  String file() {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'\n")
        .collect(Collectors.joining("", "# Written by tunza at each start.\n", ""));
  }
}
