package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.database.Login;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void every_default_is_a_value_of_its_kind() {
    Settings settings = read(List.of(), Map.of());
    assertThat(settings.of(Settings.PORT)).isEqualTo(8080);
    assertThat(settings.of(Settings.BODY_BYTES_MAX)).isEqualTo(100L << 20);
    assertThat(settings.of(Settings.QUERY_TIME_MAX)).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.of(Settings.REFERENCES)).isEqualTo(Settings.References.ENFORCE);
    assertThat(settings.find(Settings.DB_URL)).isEmpty();
    assertThat(settings.keyFolder()).isEqualTo(Path.of("./data/keys"));
  }

  @Test
  void blobs_lie_in_a_folder_or_in_a_bucket_of_a_server_that_is_named_with_its_key() {
    Settings folder = read(List.of("--data=here"), Map.of());
    assertThat(folder.blobs()).isEqualTo(new Place.Folder(Path.of("here/blobs")));
    Map<String, String> key =
        Map.of(
            "TUNZA_S3_ENDPOINT", "https://s3.example.org:9000",
            "TUNZA_S3_ACCESS_KEY", "key",
            "TUNZA_S3_SECRET", "secret");
    assertThat(read(List.of("--blobs=s3://records"), key).blobs())
        .isEqualTo(new Place.Bucket("records", ""));
    assertThat(read(List.of("--blobs=s3://records/a/b/"), key).blobs())
        .isEqualTo(new Place.Bucket("records", "a/b/"));
    refused(Map.of("TUNZA_BLOBS", "s3://records"), "s3.endpoint is required");
    refused(Map.of("TUNZA_BLOBS", "s3://A/../b"), "path, or s3://BUCKET");
  }

  @Test
  void a_server_of_buckets_beyond_this_machine_is_asked_by_https_alone() {
    for (String right :
        List.of("https://s3.example.org", "http://127.0.0.1:9000", "http://[::1]:9000")) {
      assertThat(read(List.of(), Map.of("TUNZA_S3_ENDPOINT", right)).of(Settings.S3_ENDPOINT))
          .hasToString(right);
    }
    for (String wrong :
        List.of(
            "http://s3.example.org",
            "http://10.0.0.1:9000",
            "https://key:secret@s3.example.org",
            "https://s3.example.org/path",
            "https://",
            "ftp://s3.example.org",
            "s3.example.org")) {
      refused(Map.of("TUNZA_S3_ENDPOINT", wrong), "https://HOST[:PORT]");
    }
  }

  @Test
  void the_secret_of_a_bucket_is_no_flag() {
    assertThatThrownBy(() -> read(List.of("--s3-secret=x"), Map.of()))
        .hasMessageContaining("would show a secret to others; use TUNZA_S3_SECRET");
  }

  @Test
  void a_flag_outranks_the_environment_and_that_the_file() throws IOException {
    String config = file("port: 1001\ndata: of-file\nlimits:\n  page: 77\n");
    Settings settings =
        read(
            List.of("--port", "1003"),
            Map.of("TUNZA_CONFIG", config, "TUNZA_PORT", "1002", "TUNZA_DATA", "of-env"));
    assertThat(settings.of(Settings.PORT)).isEqualTo(1003);
    assertThat(settings.of(Settings.DATA)).isEqualTo(Path.of("of-env"));
    assertThat(settings.of(Settings.PAGE_MAX)).isEqualTo(77);
  }

  @Test
  void arguments_that_are_no_settings_are_left_to_the_command() {
    var read = SettingsReader.read(List.of("--demo=5", "--port=9", "file"), Map.of());
    assertThat(read.rest()).containsExactly("--demo=5", "file");
    assertThat(read.settings().of(Settings.PORT)).isEqualTo(9);
  }

  @Test
  void what_is_unknown_is_refused_with_the_nearest_name() throws IOException {
    refused(Map.of("TUNZA_PROT", "1"), "TUNZA_PROT", "TUNZA_PORT");
    refused(Map.of("TUNZA_CONFIG", file("db:\n  ulr: x\n")), "db.ulr", "did you mean db.url?");
  }

  @Test
  void wrong_values_are_refused_with_what_is_taken() {
    refused(Map.of("TUNZA_PORT", "70000"), "TUNZA_PORT", "'70000'", "0 to 65535");
    refused(Map.of("TUNZA_LIMITS_BODY", "lots"), "size such as");
    refused(Map.of("TUNZA_LIMITS_QUERY_TIME", "5"), "time such as");
    refused(Map.of("TUNZA_BIND", "0.0.0.0"), "loopback");
    refused(Map.of("TUNZA_BIND", "example.org"), "loopback");
    refused(Map.of("TUNZA_REFERENCES", "maybe"), "enforce or accept");
    refused(Map.of("TUNZA_LIMITS_PAGE", "10"), "limits.page-default is larger");
    refused(Map.of("TUNZA_CONFIG", folder.resolve("none").toString()), "can't be read");
  }

  @Test
  void a_file_that_is_no_yaml_or_repeats_a_key_is_refused() throws IOException {
    refused(Map.of("TUNZA_CONFIG", file("port: [1\n")), "is no YAML, line");
    refused(Map.of("TUNZA_CONFIG", file("port: 1\nport: 2\n")), "is no YAML");
    refused(Map.of("TUNZA_CONFIG", file("port: [1, 2]\n")), "port has more");
  }

  @Test
  void an_external_database_needs_every_password_and_none_as_a_flag() {
    refused(Map.of("TUNZA_DB_URL", "jdbc:postgresql://db/tunza"), "password is required");
    assertThatThrownBy(() -> read(List.of("--db-password", "x"), Map.of()))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContaining("TUNZA_DB_PASSWORD");
  }

  @Test
  void a_wrapping_key_has_32_bytes_and_one_source_and_is_no_flag() {
    String key = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";
    refused(Map.of("TUNZA_WRAPPING_KEY_VALUE", "c2hvcnQ="), "(secret)", "32 bytes in Base64");
    refused(
        Map.of("TUNZA_WRAPPING_KEY_VALUE", key, "TUNZA_WRAPPING_KEY_COMMAND", "echo " + key),
        "are both set");
    assertThatThrownBy(() -> read(List.of("--wrapping-key-value", key), Map.of()))
        .hasMessageContaining("TUNZA_WRAPPING_KEY_VALUE");
    assertThat(read(List.of(), Map.of()).wrappingKey()).isEmpty();
    assertThat(read(List.of("--wrapping-key-command", "echo  " + key), Map.of()).wrappingKey())
        .hasValueSatisfying(told -> assertThat(told).startsWith('A', 'B', 'C').hasSize(32));
  }

  @Test
  void passwords_are_not_shown() {
    assertThat(new Login("tunza_app", "hush").toString()).doesNotContain("hush");
  }

  private static void refused(Map<String, String> environment, String... parts) {
    assertThatThrownBy(() -> read(List.of(), environment))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  private static Settings read(List<String> arguments, Map<String, String> environment) {
    return SettingsReader.read(arguments, environment).settings();
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("tunza.yaml"), text).toString();
  }
}
